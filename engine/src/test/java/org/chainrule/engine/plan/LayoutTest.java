package org.chainrule.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.engine.vector.Kernels;
import org.junit.jupiter.api.Test;

/** Regions share memory if and only if they are never in use together. */
class LayoutTest {
  private static final Instruction NOTHING = () -> {};

  private final Kernels<float[]> kernels = Kernels.float32();
  private final List<Step<float[]>> steps = new ArrayList<>();

  private Region<float[]> step(int size, List<Region<float[]>> reads) {
    Region<float[]> result = Region.unplaced(kernels.allocate(0), size);
    steps.add(new Step<>(NOTHING, reads, List.of(result), false));
    return result;
  }

  private static long arrays(List<Region<float[]>> regions) {
    return regions.stream().map(Region::array).distinct().count();
  }

  @Test
  void aChainNeedsTwoArrays() {
    List<Region<float[]>> chain = new ArrayList<>(List.of(step(10, List.of())));
    for (int i = 0; i < 50; i++) {
      chain.add(step(10, List.of(chain.getLast())));
    }
    Layout.place(steps, kernels);
    assertThat(arrays(chain)).isEqualTo(2);
    for (int i = 1; i < chain.size(); i++) {
      assertThat(chain.get(i).array()).isNotSameAs(chain.get(i - 1).array());
    }
  }

  @Test
  void whatIsReadLaterKeepsItsArray() {
    Region<float[]> early = step(4, List.of());
    Region<float[]> between = step(4, List.of());
    Region<float[]> other = step(4, List.of(between));
    Region<float[]> late = step(4, List.of(early, other));
    Layout.place(steps, kernels);
    for (Region<float[]> region : List.of(between, other, late)) {
      assertThat(early.array()).isNotSameAs(region.array());
    }
    assertThat(late.array()).isSameAs(between.array());
  }

  @Test
  void theLargestTenantDecidesTheSize() {
    Region<float[]> small = step(3, List.of());
    Region<float[]> between = step(1, List.of(small));
    Region<float[]> large = step(30, List.of(between));
    Layout.place(steps, kernels);
    assertThat(small.array()).isSameAs(large.array()).hasSize(30);
  }

  @Test
  void whatHasAPlaceKeepsIt() {
    float[] own = new float[5];
    Region<float[]> region = step(5, List.of());
    region.place(own, 0);
    Layout.place(steps, kernels);
    assertThat(region.array()).isSameAs(own);
  }
}
