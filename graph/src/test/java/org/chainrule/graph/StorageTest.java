package org.chainrule.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StorageTest {
  static List<Storage> storages() {
    return List.of(
        new Storage.Float32(new float[] {9, 1, 2.5f, 3, 9}),
        new Storage.Float64(new double[] {9, 1, 2.5, 3, 9}));
  }

  @ParameterizedTest
  @MethodSource("storages")
  void numbersAreCopiedToEitherPrecision(Storage storage) {
    float[] floats = new float[4];
    storage.copy(1, new Storage.Float32(floats), 1, 3);
    assertThat(floats).containsExactly(0, 1, 2.5f, 3);
    double[] doubles = new double[4];
    storage.copy(1, new Storage.Float64(doubles), 0, 3);
    assertThat(doubles).containsExactly(1, 2.5, 3, 0);
    assertThatThrownBy(() -> storage.copy(3, new Storage.Float64(doubles), 0, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aCopyIsRoundedToThePrecisionOfWhereItGoes() {
    float[] floats = new float[1];
    new Storage.Float64(new double[] {0.1}).copy(0, new Storage.Float32(floats), 0, 1);
    assertThat(floats).containsExactly(0.1f);
    double[] doubles = new double[1];
    new Storage.Float32(floats).copy(0, new Storage.Float64(doubles), 0, 1);
    assertThat(doubles).containsExactly(0.10000000149011612);
  }

  @ParameterizedTest
  @MethodSource("storages")
  void aPartIsCleared(Storage storage) {
    storage.clear(1, 2);
    assertThat(storage.get(0)).isEqualTo(9);
    assertThat(storage.get(1)).isZero();
    assertThat(storage.get(2)).isZero();
    assertThat(storage.get(3)).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("storages")
  void zerosHaveTheSamePrecision(Storage storage) {
    Storage zeros = storage.zeros(2);
    assertThat(zeros).hasSameClassAs(storage);
    assertThat(zeros.size()).isEqualTo(2);
    assertThat(zeros.get(1)).isZero();
  }
}
