package org.chainrule.engine.plan;

import java.util.List;

/**
 * An instruction in a schedule.
 *
 * @param instruction what is done
 * @param reads the regions that it reads
 * @param writes the regions that it writes, wholly
 * @param mayFail whether it may throw, because of the numbers it reads
 */
record Step<A>(
    Instruction instruction, List<Region<A>> reads, List<Region<A>> writes, boolean mayFail) {}
