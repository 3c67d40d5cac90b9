package org.chainrule.engine.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.incubator.vector.VectorShape;

/**
 * A thread that runs vector code on arrays of its own until the JVM has compiled it, and then lets
 * kernels have it: until then vector code is hundreds of times slower than plain loops.
 */
final class WarmUp {
  /** Nanoseconds that an operation takes for a vector, at most, if it is compiled. */
  private static final double COMPILED = 6;

  /** Nanoseconds of running after which a class is given up. */
  private static final long PATIENCE = 3_000_000_000L;

  /** So many classes are tried before a kernel is left as it is. */
  private static final int ATTEMPTS = 4;

  /** Nanoseconds until the next kernel has its turn. */
  private static final long TURN = 2_000_000;

  /** So many runs show the compiler what code runs how often. */
  private static final int PROFILED = 20;

  private static final BlockingQueue<Request> QUEUE = new LinkedBlockingQueue<>();
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private WarmUp() {}

  private record Request(AdaptiveKernel kernel, Schedule schedule) {}

  /** Lets a kernel have vector code when that is fast. */
  static void request(AdaptiveKernel kernel, Schedule schedule) {
    QUEUE.add(new Request(kernel, schedule));
    if (STARTED.compareAndSet(false, true)) {
      Thread.ofPlatform().name("kernel warm-up").daemon().start(WarmUp::work);
    }
  }

  private static void work() {
    List<Candidate> candidates = new ArrayList<>();
    try {
      while (true) {
        while (candidates.isEmpty() || !QUEUE.isEmpty()) {
          candidates.add(new Candidate(QUEUE.take()));
        }
        candidates.removeIf(Candidate::turnOrFail);
        // The compiler needs a processor, too.
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressForbidden("HotSpot counts what a thread allocates, and no standard class tells")
  private static final class Candidate {
    private static final VectorShape SHAPE = VectorShape.preferredShape();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Request request;
    private final Rehearsal rehearsal;
    private final double limit;
    private Kernel vectors;
    private int attempts = 1;
    private long spent;
    private int runs;

    Candidate(Request request) {
      this.request = request;
      Schedule schedule = request.schedule();
      rehearsal = new Rehearsal(schedule.nest());
      int width = SHAPE.vectorBitSize() / Kernels.bits(schedule.nest().precision());
      limit = COMPILED * schedule.operations() * rehearsal.places() / width;
      vectors = Kernels.vector(schedule, SHAPE);
    }

    /** Likewise; what can't be compiled stays plain, and does not keep others from it. */
    boolean turnOrFail() {
      try {
        return turn();
      } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
        return true;
      }
    }

    /** Whether there is nothing left to do. */
    private boolean turn() {
      long start = System.nanoTime();
      long now = start;
      while (now - start < TURN) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        rehearsal.run(vectors);
        long end = System.nanoTime();
        // Where vectors are objects still, if only a few, the JVM has not done its best.
        if (end - now < limit && THREADS.getCurrentThreadAllocatedBytes() == allocated) {
          request.kernel().use(vectors);
          return true;
        }
        if (++runs > PROFILED) {
          rehearsal.call(vectors);
          end = System.nanoTime();
        }
        now = end;
      }
      spent += now - start;
      return spent > PATIENCE && !hasAnotherAttempt();
    }

    /** A compiler may have given up on a class; with a new one it starts again. */
    private boolean hasAnotherAttempt() {
      if (attempts == ATTEMPTS) {
        return false;
      }
      attempts++;
      spent = 0;
      runs = 0;
      vectors = Kernels.vector(request.schedule(), SHAPE);
      return true;
    }
  }
}
