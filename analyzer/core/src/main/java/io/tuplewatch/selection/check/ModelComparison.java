package io.tuplewatch.selection.check;

import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.algorithm.Sequential;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.PortModel;
import io.tuplewatch.selection.recorded.SelectionSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The algorithms against each other on the windows of one destination, in rounds: a few windows
 * first, spread over the recording, then twice as many, and so on. Who lies far behind drops out,
 * so that time is spent where the answer is close.
 */
final class ModelComparison {

  /** What no model tells apart from ports drawn anywhere; always among the hypotheses. */
  static final String NOT_MODELLED = "not-modelled";

  /** No window's difference counts more than this, nats: one alone decides nothing. */
  static final double MOST_PER_WINDOW = 7;

  /** With so much between the likeliest and all others there is no need to look on, nats. */
  static final double CLEAR = 30;

  /** Who is so much behind drops out, nats. */
  private static final double HOPELESS = 40;

  /** So few candidates in use are hardly ever met. */
  private static final double FEW_IN_USE = .01;

  /** One of 32 windows is in the first round, one more in the second, then two, four, ... */
  private static final int FINEST = 32;

  /** One algorithm; its family is its name without the width. */
  static final class Hypothesis {

    private final String family;
    private final String name;
    private final @Nullable PortModel model;
    private final double prior;
    private final WindowLikelihoods likelihood;

    Hypothesis(
        String family,
        String name,
        @Nullable PortModel model,
        double prior,
        WindowLikelihoods likelihood) {
      this.family = family;
      this.name = name;
      this.model = model;
      this.prior = prior;
      this.likelihood = likelihood;
    }

    String family() {
      return family;
    }

    String name() {
      return name;
    }

    WindowLikelihoods likelihood() {
      return likelihood;
    }

    /** Log posterior odds against another, nats, over the windows that both were judged by. */
    double aheadOf(Hypothesis other) {
      return prior - other.prior + likelihood.margin(other.likelihood, MOST_PER_WINDOW);
    }

    /** The same without the window that speaks most for this one. */
    double aheadWithoutOneWindow(Hypothesis other) {
      return aheadOf(other) - likelihood.largest(other.likelihood, MOST_PER_WINDOW);
    }
  }

  private final List<Hypothesis> all = new ArrayList<>();
  private final Map<PortModel, WindowLikelihoods> likelihoods = new HashMap<>();
  private List<Hypothesis> left = new ArrayList<>();
  private boolean clear;
  private int nextLook;

  /** Ports drawn evenly from all that can be had: what an algorithm must beat to be believed. */
  private final Hypothesis anyPort;

  /** Logarithm of the probability of a port drawn evenly. */
  private final double logOfAnyPort;

  /**
   * @param settings sysctls as recorded
   * @param inUseShare share of the candidates that connections hold
   */
  ModelComparison(CandidateRing ring, SelectionSettings settings, double inUseShare) {
    this(ring);
    for (SelectionAlgorithm each : SelectionAlgorithms.compared()) {
      String sysctl = each.sysctl();
      int configured = sysctl == null ? -1 : settings.sysctl(sysctl);
      if (ring.hasNoUnavailable()) {
        addAlike(ring, each, configured, inUseShare);
      } else {
        each.hypotheses(ring, configured).forEach(hypothesis -> add(each.family(), hypothesis));
      }
    }
    addAnyPort();
  }

  /** One algorithm by itself, to see whether it explains the ports at all. */
  ModelComparison(CandidateRing ring, SelectionAlgorithm algorithm) {
    this(ring);
    PortModel model = algorithm.modelOn(ring);
    add(algorithm.family(), new SelectionAlgorithm.Hypothesis(algorithm.name(), model, 0));
    addAnyPort();
  }

  private ModelComparison(CandidateRing ring) {
    anyPort = new Hypothesis(NOT_MODELLED, NOT_MODELLED, null, 0, new WindowLikelihoods());
    logOfAnyPort = -Math.log(Math.max(1, ring.space().available()));
  }

  /**
   * Where all candidates can be had, algorithms differ behind ports in use only, and only those
   * that jump from them.
   */
  private void addAlike(
      CandidateRing ring, SelectionAlgorithm algorithm, int configured, double inUseShare) {
    SelectionAlgorithm selected = algorithm.configuredBy(configured);
    SelectionAlgorithm one = selected == null ? algorithm : selected;
    boolean differs = one.jumpsFromPortsInUse() && inUseShare >= FEW_IN_USE;
    PortModel model = differs ? one.modelOn(ring) : new Sequential().modelOn(ring);
    add(one.family(), new SelectionAlgorithm.Hypothesis(one.name(), model, 0));
  }

  private void add(String family, SelectionAlgorithm.Hypothesis hypothesis) {
    PortModel model = hypothesis.model();
    WindowLikelihoods likelihood =
        likelihoods.computeIfAbsent(model, each -> new WindowLikelihoods());
    all.add(new Hypothesis(family, hypothesis.name(), model, hypothesis.logPrior(), likelihood));
  }

  private void addAnyPort() {
    all.add(anyPort);
    left.addAll(all);
  }

  /**
   * Runs the rounds, until it is clear who is ahead or the budget is spent.
   *
   * @param seen see {@link WindowScorer}
   * @param unseenInUse see {@link WindowScorer}
   * @param budget how many connects are looked at; one window may go beyond
   */
  void run(Windows windows, double seen, double unseenInUse, int budget) {
    int looked = 0;
    for (int every = FINEST, offset = 0; every > 1 && looked < budget && !clear; ) {
      int modulus = every;
      int remainder = offset;
      Windows chosen = windows.only(i -> i % modulus == remainder);
      looked += round(chosen, seen, unseenInUse, budget - looked);
      every = offset == 0 ? every : every / 2;
      offset = every / 2;
    }
  }

  private int round(Windows windows, double seen, double unseenInUse, int budget) {
    Map<PortModel, WindowScorer> filters = new HashMap<>();
    int looked = 0;
    for (Windows.Window window : windows.list()) {
      if (looked >= budget || clear) {
        break;
      }
      double[] best = ofAnyPort(window.connects());
      inOrder()
          .forEach(
              (model, likelihood) ->
                  filters
                      .computeIfAbsent(
                          model, each -> new WindowScorer(windows, each, seen, unseenInUse))
                      .judge(window, best, likelihood));
      looked += window.connects();
      if (anyPort.likelihood.windows() >= nextLook) {
        lookWhoIsAhead();
      }
    }
    return looked;
  }

  /** Judges a window by ports drawn evenly, and returns the logarithm after each connect. */
  private double[] ofAnyPort(int connects) {
    double[] logarithms = new double[connects];
    for (int i = 0; i < connects; i++) {
      logarithms[i] = (i + 1) * logOfAnyPort;
    }
    anyPort.likelihood.add(connects * logOfAnyPort, connects, 0);
    return logarithms;
  }

  /** The likeliest first, for others are given up that fall behind it. */
  private Map<PortModel, WindowLikelihoods> inOrder() {
    Map<PortModel, WindowLikelihoods> models = new LinkedHashMap<>();
    put(best(), models);
    left.forEach(each -> put(each, models));
    return models;
  }

  private static void put(Hypothesis hypothesis, Map<PortModel, WindowLikelihoods> models) {
    if (hypothesis.model != null) {
      models.put(hypothesis.model, hypothesis.likelihood);
    }
  }

  /** The more windows there are, the longer a look takes, and the less one more changes. */
  private void lookWhoIsAhead() {
    dropHopeless();
    List<Hypothesis> families = byFamily();
    clear = families.size() > 1 && families.get(0).aheadOf(families.get(1)) > CLEAR;
    int windows = anyPort.likelihood.windows();
    nextLook = windows + 1 + windows / 8;
  }

  private void dropHopeless() {
    Hypothesis best = best();
    left =
        new ArrayList<>(
            left.stream().filter(hypothesis -> best.aheadOf(hypothesis) < HOPELESS).toList());
  }

  /** The likeliest: the one that is ahead of all others, the first named of equals. */
  Hypothesis best() {
    Hypothesis best = left.get(0);
    for (Hypothesis hypothesis : left) {
      best = hypothesis.aheadOf(best) > 0 ? hypothesis : best;
    }
    return best;
  }

  /** The likeliest of each family, likeliest family first. */
  List<Hypothesis> byFamily() {
    Hypothesis best = best();
    List<Hypothesis> families = new ArrayList<>();
    for (Hypothesis hypothesis : all) {
      boolean isBest =
          all.stream()
              .filter(other -> other.family.equals(hypothesis.family))
              .allMatch(other -> best.aheadOf(other) >= best.aheadOf(hypothesis) - 1e-9);
      boolean known = families.stream().anyMatch(each -> each.family.equals(hypothesis.family));
      if (isBest && !known) {
        families.add(hypothesis);
      }
    }
    families.sort((a, b) -> Double.compare(best.aheadOf(a), best.aheadOf(b)));
    return families;
  }
}
