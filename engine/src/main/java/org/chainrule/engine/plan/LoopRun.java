package org.chainrule.engine.plan;

import java.util.List;
import org.chainrule.engine.vector.Copying;

/**
 * Runs the body of a loop step by step: states change places with their successors, slices and
 * outputs are regions that move along their sequences.
 *
 * @param steps how many steps
 * @param backward whether time runs from the last slice to the first
 * @param initial the states before the first step
 * @param states the states before a step
 * @param next the states after it, none the same region as another
 * @param slices the regions that move over the sequences
 * @param outputs the regions that move over the result
 * @param body the instructions of a step
 * @param result the last states, then the outputs over time
 */
record LoopRun<A>(
    Copying<A> kernel,
    int steps,
    boolean backward,
    List<View<A>> initial,
    List<Region<A>> states,
    List<Region<A>> next,
    List<Moving<A>> slices,
    List<Region<A>> outputs,
    List<Instruction> body,
    View<A> result)
    implements Instruction {

  /** A region that moves along a sequence. */
  record Moving<A>(Region<A> slice, View<A> sequence) {}

  @Override
  public void run() {
    for (int i = 0; i < states.size(); i++) {
      Region<A> state = states.get(i);
      View<A> first = initial.get(i);
      kernel.copy(first.array(), first.start(), state.array(), state.start(), state.size());
    }
    for (int step = 0; step < steps; step++) {
      moveTo(backward ? steps - 1 - step : step);
      for (int i = 0; i < body.size(); i++) {
        body.get(i).run();
      }
      for (int i = 0; i < states.size(); i++) {
        states.get(i).swap(next.get(i));
      }
    }
    int position = result.start();
    for (int i = 0; i < states.size(); i++) {
      Region<A> state = states.get(i);
      kernel.copy(state.array(), state.start(), result.array(), position, state.size());
      position += state.size();
    }
  }

  private void moveTo(int time) {
    for (int i = 0; i < slices.size(); i++) {
      Region<A> slice = slices.get(i).slice();
      View<A> sequence = slices.get(i).sequence();
      slice.place(sequence.array(), sequence.start() + time * slice.size());
    }
    int position = result.start();
    for (int i = 0; i < states.size(); i++) {
      position += states.get(i).size();
    }
    for (int i = 0; i < outputs.size(); i++) {
      Region<A> output = outputs.get(i);
      output.place(result.array(), position + time * output.size());
      position += steps * output.size();
    }
  }
}
