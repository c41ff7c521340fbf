package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.Connect;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What made each failure of one destination fail: the method of this package, step by step. Models
 * compete, and each is fitted to what the others leave, twice: the first time with a guess in the
 * place of those that are not there yet. Add connects in time order, then {@link #infer}, then ask.
 * Not thread-safe.
 */
public final class CauseInference {

  /** What reuse has to do with a use whose past is not known: even chances. */
  private static final double PERHAPS = 0.5;

  /**
   * Neighbouring ports were used and closed together, and so they fail together: three such
   * failures tell as much as one.
   */
  private static final double TOGETHER = 1 / 3.0;

  private final IdleBins bins;
  private final ComparedConnects compared;
  private final DeadPaths deadPaths = new DeadPaths();
  private final LeftCensoredUses censoredUses;
  private final ReuseHazards hazards;
  private final FailedConnects failures;

  /** Of the modes in which connects failed. */
  private final Map<FailureMode, Background> backgrounds = new EnumMap<>(FailureMode.class);

  private boolean[] refreshes = new boolean[FailureMode.COUNT];
  private double[] dead = {};
  private double[] censored = {};

  public CauseInference(IdleBins bins, ComparedConnects compared) {
    this.bins = bins;
    this.compared = compared;
    this.hazards = new ReuseHazards(compared);
    this.censoredUses = new LeftCensoredUses(bins);
    this.failures = new FailedConnects(bins);
    Arrays.fill(refreshes, true);
  }

  /** Takes a connect that worked or failed. */
  public void add(Connect connect) {
    deadPaths.add(connect);
    censoredUses.add(connect);
    failures.add(connect);
  }

  /** Whether any connect failed that was added. */
  public boolean anyFailed() {
    return !failures.all().isEmpty();
  }

  /**
   * Finds the causes of all failures, of which there are some.
   *
   * @param unseen uses of the tuples that nobody recorded
   */
  public FailurePosteriors infer(UnrecordedUses unseen) {
    begin();
    findConditions(guesses(unseen));
    findHazards();
    findDeadPathsAndResiduals(unseen);
    Combination combined = findDeadPathsAndResiduals(unseen);
    findConditions(leftBy(combined));
    findHazards();
    findDeadPathsAndResiduals(unseen);
    return posteriors(Combination.of(failures.all(), models()));
  }

  private void begin() {
    dead = new double[failures.all().size()];
    censored = LeftCensoredUses.prior(failures.all());
    for (FailedConnect failure : failures.all()) {
      backgrounds.computeIfAbsent(
          failure.mode(), mode -> Background.of(mode, failures.observations()));
    }
  }

  private Background background(FailureMode mode) {
    return Objects.requireNonNull(backgrounds.get(mode));
  }

  private Models models() {
    return new Models(bins, compared.anyReuse(), backgrounds, hazards, refreshes, censored, dead);
  }

  /**
   * What each moment was like.
   *
   * @param otherwise by failure, its chance to fail for reasons that have nothing to do with that
   */
  private void findConditions(double[] otherwise) {
    for (Background background : List.copyOf(backgrounds.values())) {
      FailureMode mode = background.mode();
      HiddenMarkovModel model =
          HiddenMarkovModel.of(failures.observations(), mode, otherwise, backgrounds);
      backgrounds.put(mode, background.with(model));
    }
  }

  /** The chance to fail otherwise before any model is there, by the tuple's past. */
  private double[] guesses(UnrecordedUses unseen) {
    double stopped = Math.max(2 * Priors.RESIDUAL, unseen.within(IdleBins.AT_TIMEOUT));
    return failures.all().stream()
        .mapToDouble(
            failure ->
                switch (failure.past()) {
                  case EARLY -> 1;
                  case FRESH -> failure.previous() == null ? stopped : PERHAPS;
                  case CENSORED -> PERHAPS;
                })
        .toArray();
  }

  /** The chance to fail otherwise that sessions, dead paths and the residual leave. */
  private double[] leftBy(Combination combined) {
    return failures.all().stream().mapToDouble(f -> leftBy(combined, f)).toArray();
  }

  private double leftBy(Combination combined, FailedConnect failure) {
    boolean together = failure.past() != FailedConnect.Past.FRESH;
    double stops = Math.pow(combined.stops(failure), together ? TOGETHER : 1);
    double residual = background(failure.mode()).residual().share();
    return 1 - (1 - stops) * (1 - dead[failure.number()]) * (1 - residual);
  }

  /** What reuse alone does, and whether tries that it stops keep a session. */
  private void findHazards() {
    hazards.infer(backgrounds.values());
    Models models = models();
    refreshes = RefreshTest.of(failures, models, Combination.of(failures.all(), models.alive()));
  }

  /** Dead paths, then what is left; the models as combined before, with no path dead. */
  private Combination findDeadPathsAndResiduals(UnrecordedUses unseen) {
    Combination combined = Combination.of(failures.all(), models().alive());
    dead = deadPaths.infer(failures, combined.fails());
    for (Background background : List.copyOf(backgrounds.values())) {
      FailureMode mode = background.mode();
      ReuseHazard hazard = hazards.hazard(mode);
      Background refined = background.with(residual(background, hazard, unseen));
      backgrounds.put(mode, refined);
      if (hazard != null) {
        censoredUses.find(
            hazard.exists() * hazard.chance(),
            refined.failures(),
            f -> dead[f.number()] + (1 - dead[f.number()]) * refined.whileUp(f),
            refined::down,
            censored);
      }
    }
    return combined;
  }

  private ResidualFailures residual(
      Background background, @Nullable ReuseHazard hazard, UnrecordedUses unseen) {
    int from = IdleBins.AT_TIMEOUT;
    double expected = 0;
    if (hazard != null) {
      from = hazard.exists() < PERHAPS ? from : Math.min(from, hazard.above());
      expected = hazard.exists() * hazard.chance() * unseen.within(hazard.quantile(0.5));
    }
    return background.residual().refined(background, dead, compared.cells(), from, expected);
  }

  private FailurePosteriors posteriors(Combination combined) {
    List<FailedConnect> all = failures.all();
    int[] fresh = failures.freshAround();
    return new FailurePosteriors(
        all.stream().mapToInt(FailedConnect::index).toArray(),
        all.stream()
            .map(failure -> combined.posterior(failure, fresh[failure.number()]))
            .toArray(CausePosterior[]::new));
  }

  public ReuseHazards hazards() {
    return hazards;
  }
}
