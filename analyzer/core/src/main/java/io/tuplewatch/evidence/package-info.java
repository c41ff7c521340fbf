/**
 * Fourth step: do early reuses fail more often than the other connects of the same moments, from
 * which idle time on do they not, and what made each failure fail?
 *
 * <h2>The method</h2>
 *
 * <p>{@link Evidence} holds one {@link DestinationEvidence} for each destination, which does the
 * following in this order.
 *
 * <ol>
 *   <li><b>Count.</b> Connects by second, closing side of the previous use, and idle bin ({@code
 *       CellCounts}), each with its failures by {@code FailureMode}: integers, so that parts add up
 *       in any order. Failures are kept one by one ({@code FailedConnect}).
 *   <li><b>Stratify.</b> Blocks of a minute or of ten connects ({@code TimeBlocks}), divided by
 *       closing side ({@code Strata}): load and outages raise reuse and failure together, but have
 *       no time to within a stratum.
 *   <li><b>Test.</b> {@code StratifiedTest}: Mantel and Haenszel (1959), or the exact conditional
 *       test; Student's test over strata; risk difference with Sato's variance (1989) and
 *       Newcombe's limits (1998); odds ratio with the variance of Robins, Breslow and Greenland
 *       (1986); over destinations Benjamini and Hochberg (1995). Nothing of what follows can make a
 *       belief in reuse stronger than this test allows (Sellke, Bayarri and Berger, 2001).
 *   <li><b>Name the causes</b> ({@code CauseInference}), below.
 *   <li><b>Find the lifetime</b> ({@link Lifetime}): a {@code PermutationTest} says whether failure
 *       has to do with idle time, the posterior of {@code ReuseHazard} how long sessions are kept.
 * </ol>
 *
 * <p>Beside it, {@code evidence.search} looks for what ends or begins somewhere: the idle time at
 * which failures, or late answers, end ({@code TimeoutSearch}, {@code DelaySearch}), the number of
 * recent connects from which on others fail ({@code LimitSearch}), the moments at which a rate
 * changes ({@code RateChanges}).
 *
 * <h2>The causes</h2>
 *
 * <p>Five models compete for each failure. Each gives an array: by failure, the chance to fail by
 * it.
 *
 * <ul>
 *   <li><b>Conditions</b> of the moment, a {@code HiddenMarkovModel}: a share of the SYNs is lost,
 *       or nobody is there. Forward and backward, its rates by expectation and maximization (Baum,
 *       Petrie, Soules and Weiss, 1970; Rabiner, 1989).
 *   <li><b>The hazard</b> of reuse ({@code ReuseHazard}): none at all, or a chance f below an idle
 *       time L; the posterior over f, L and a factor of the background, by summing over a grid.
 *   <li><b>Dead paths</b> ({@code DeadPaths}): from a changepoint on a share of the tuples never
 *       gets an answer; the posterior over both.
 *   <li><b>Left-censored uses</b> ({@code LeftCensoredUses}): the past of a tuple before the
 *       recording is not known; how often a session from then stops a connect is a mixture, fitted
 *       by expectation and maximization (Dempster, Laird and Rubin, 1977).
 *   <li><b>The residual</b> ({@code ResidualFailures}): what the others leave, of late and first
 *       uses; unrecorded uses ({@code UnrecordedUses}), or no reason known. A mixture, too.
 * </ul>
 *
 * <p>Conditions come first, since every connect tells of them and they say how surprising a failure
 * is; then the hazard, against that background; then dead paths, of which only failures tell that
 * nothing before explains; the residual last. But conditions are told by failures, too, as far as
 * nothing else explains those: so everything is fitted twice, the first time with a guess by the
 * tuple's past in the place of the models that are not there yet. {@code Combination} puts the
 * models together by Bayes' rule; a failure never speaks for itself: each model gives its chance
 * with this failure left out. The result is a {@code CausePosterior}, and {@code diagnosis} names a
 * cause if it has nine chances in ten.
 *
 * <h2>Literature</h2>
 *
 * <ul>
 *   <li>Mantel, Haenszel: Statistical aspects of the analysis of data from retrospective studies of
 *       disease, J. Nat. Cancer Inst. 22, 1959
 *   <li>Robins, Breslow, Greenland: Estimators of the Mantel-Haenszel variance consistent in both
 *       sparse data and large-strata limiting models, Biometrics 42, 1986
 *   <li>Sato: On the variance estimator for the Mantel-Haenszel risk difference, Biometrics 45,
 *       1989
 *   <li>Newcombe: Interval estimation for the difference between independent proportions,
 *       Statistics in Medicine 17, 1998
 *   <li>Benjamini, Hochberg: Controlling the false discovery rate, J. R. Stat. Soc. B 57, 1995
 *   <li>Miller, Siegmund: Maximally selected chi square statistics, Biometrics 38, 1982 ({@code
 *       StepSearch})
 *   <li>Sellke, Bayarri, Berger: Calibration of p values for testing precise null hypotheses, The
 *       American Statistician 55, 2001
 *   <li>Baum, Petrie, Soules, Weiss: A maximization technique occurring in the statistical analysis
 *       of probabilistic functions of Markov chains, Ann. Math. Stat. 41, 1970
 *   <li>Rabiner: A tutorial on hidden Markov models, Proc. IEEE 77, 1989
 *   <li>Dempster, Laird, Rubin: Maximum likelihood from incomplete data via the EM algorithm, J. R.
 *       Stat. Soc. B 39, 1977
 * </ul>
 */
@NullMarked
package io.tuplewatch.evidence;

import org.jspecify.annotations.NullMarked;
