/**
 * Numbers of a contest and their lines. Times are medians; ratios are taken round by round from the
 * means of a turn: on a machine that others use too, every turn gets the same share of it, whereas
 * the median of short steps only sees the undisturbed ones. "Undisturbed" is the ratio of the best
 * tenths.
 */

/**
 * GFLOP of one step, multiplications and additions counted alike; docs/performance.md says how it
 * comes about.
 */
const GFLOP = {
  lenet: 0.145,
  resnet20: 7.8,
  "plain56-w4": 0.318,
  "residual56-w4": 0.318,
  "plain56-w8": 1.267,
  "residual56-w8": 1.267,
  "bn-map-48": 2.93,
  "conv56-forward": 0.1156,
  "conv56-backward": 0.2312,
  "conv28-forward": 0.4624,
  "conv28-backward": 0.9248,
  resnet18: 3.64,
  vgg16: 31,
  "vgg16-drawn": 31,
};

export const BARE = "bare-loop";
/**
 * Of the largest magnitude: sums of a few thousand 32-bit products in any order, or Winograd's,
 * stay well below.
 */
const TOLERANCE = 1e-3;

const median = (values) => quantile(values, 0.5);

const mean = (values) => values.reduce((total, value) => total + value, 0) / values.length;

function quantile(values, at) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? Number.NaN;
}

const onGpu = (name) => name.endsWith("webgpu");
const own = (name) => name.startsWith("convlab");

/** Rows: name -> { rounds: milliseconds[][], first, result, counts }. */
export function summarise(work, rows) {
  const reference = referenceOf(rows);
  const bare = rows.get(BARE);
  const summary = {};
  for (const [name, row] of rows) {
    const times = row.rounds.flat();
    const gflop = name === BARE ? row.result[0] : GFLOP[work];
    const peer = own(name) ? bestPeer(rows, onGpu(name)) : null;
    const shares =
      gflop === undefined || bare === undefined || onGpu(name) ? [] : speeds(row, gflop, bare);
    summary[name] = {
      median: median(times),
      low: quantile(times, 0.1),
      high: quantile(times, 0.9),
      /** How many steps these are; very slow contestants take fewer rounds than the others. */
      steps: times.length,
      first: row.first,
      firstPipelines: row.pipelines,
      gflops: gflop === undefined ? null : (gflop / median(times)) * 1000,
      shareOfBareLoop: shares.length === 0 || name === BARE ? null : spread(shares),
      bestPeer: peer,
      ratioUndisturbed: peer === null ? null : fastest(rows.get(peer)) / fastest(row),
      ratioToBestPeer: peer === null ? null : spread(ratios(row, rows.get(peer))),
      probes: rows.has(withoutProbes(name))
        ? spread(lost(row, rows.get(withoutProbes(name))))
        : null,
      relativeDifference: name === BARE ? 0 : difference(reference, row.result),
      counts: row.counts,
      rounds: row.rounds.map(mean),
    };
  }
  return summary;
}

/** Who a contestant with probes is compared with; of others no name. */
function withoutProbes(name) {
  return name.endsWith("-probes") ? name.slice(0, -"-probes".length) : "";
}

/** The part of the steps a second that is lost in each round. */
function lost(row, plain) {
  return ratios(row, plain).map((ratio) => 1 - ratio);
}

/**
 * Names whose numbers are not the first contestant's; a peer among them is left out of the ratios.
 */
export function disagreeing(summary) {
  return Object.keys(summary).filter((name) => summary[name].relativeDifference > TOLERANCE);
}

/** True when the rounds disagree so much that the ratio says little. */
export function unsteady(summary) {
  return Object.values(summary).some(
    ({ ratioToBestPeer: ratio, probes }) =>
      (ratio !== null && ratio.high - ratio.low > 0.4 * ratio.median) ||
      (probes !== null && probes.high - probes.low > 0.2),
  );
}

export function line(name, one) {
  const wide = (value, digits, width) => value.toFixed(digits).padStart(width);
  const parts = [
    `   ${name.padEnd(21)} ${wide(one.median, 3, 10)} ms  (${one.low.toFixed(3)} … ${one.high.toFixed(3)})`.padEnd(
      65,
    ),
    one.steps < 3 ? (one.steps === 1 ? "one step" : "two steps") : "",
    name === BARE
      ? ""
      : `first ${wide(one.first, 0, 6)} ms${one.firstPipelines === null ? "" : ` (${one.firstPipelines} pipelines)`}`,
    one.gflops === null ? "" : `${wide(one.gflops, 1, 6)} GFLOP/s`,
    one.shareOfBareLoop === null
      ? ""
      : `${wide(one.shareOfBareLoop.median * 100, 0, 3)} % of the bare loop`,
    one.ratioToBestPeer === null
      ? ""
      : `${one.ratioToBestPeer.median.toFixed(2)}× ${one.bestPeer} (${one.ratioToBestPeer.low.toFixed(2)} … ${one.ratioToBestPeer.high.toFixed(2)}; undisturbed ${one.ratioUndisturbed.toFixed(2)})`,
    one.probes === null
      ? ""
      : `probes cost ${percent(one.probes.median)} (${percent(one.probes.low)} … ${percent(one.probes.high)})`,
    one.relativeDifference > TOLERANCE
      ? `DIFFERENT NUMBERS (${one.relativeDifference.toExponential(1)})`
      : "",
    one.counts === null ? "" : `\n      a step: ${counted(one.counts)}`,
  ];
  return parts.filter((part) => part !== "").join("  ");
}

function percent(part) {
  return `${(100 * part).toFixed(1)} %`;
}

function counted(counts) {
  return Object.entries(counts)
    .map(([what, times]) => (what === "peakMegabytes" ? `peak ${times} MB` : `${times} ${what}`))
    .join(", ");
}

function referenceOf(rows) {
  return [...rows].find(([name]) => name !== BARE)?.[1].result ?? [];
}

function bestPeer(rows, gpu) {
  const reference = referenceOf(rows);
  const agrees = (row) => difference(reference, row.result) <= TOLERANCE;
  const peers = [...rows].filter(
    ([name, row]) => !own(name) && name !== BARE && onGpu(name) === gpu && agrees(row),
  );
  return (
    peers.toSorted((a, b) => median(a[1].rounds.flat()) - median(b[1].rounds.flat()))[0]?.[0] ??
    null
  );
}

/** The best tenth: what a step takes when nobody else wants the processor. */
function fastest(row) {
  return quantile(row.rounds.flat(), 0.1);
}

/** How many times faster, for each round that both took. */
function ratios(row, peer) {
  return row.rounds
    .slice(0, peer.rounds.length)
    .map((times, at) => mean(peer.rounds[at]) / mean(times));
}

function speeds(row, gflop, bare) {
  return ratios(row, bare).map((ratio) => (ratio * gflop) / bare.result[0]);
}

function spread(values) {
  return { median: median(values), low: quantile(values, 0.1), high: quantile(values, 0.9) };
}

/** Largest difference relative to the largest magnitude. */
function difference(a, b) {
  if (a.length !== b.length) return Infinity;
  const scale = a.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at])), 0) / scale;
}
