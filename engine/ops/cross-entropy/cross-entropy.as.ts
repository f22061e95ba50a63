/**
 * cross_entropy behind softmax: what each label asks for is t[c] = right·w[label] at the label plus
 * spread·w[c] everywhere, with right = 1 − ε and spread = ε/C. A list's scores lie `inner` cells
 * apart (1, or the pixels of an image). An ignored label asks for nothing; one without a class
 * gives NaN. `weight` holds ones where there are no weights.
 */

/** divisor = Σ w[label] over the labels that count. One unit. */
export function cross_entropy_divisor(
  labels: usize, weight: usize, divisor: usize, count: i32, classes: i32, ignored: i32, from: i32,
  to: i32,
): void {
  let total: f64 = 0;
  for (let n = 0; n < count; n++) {
    const label = load<i32>(labels + (<usize>n << 2));
    if (label != ignored) total += <f64>weightOf(weight, label, classes);
  }
  store<f32>(divisor, <f32>total);
}

/** per_sample = −Σ t·log p, from the logarithms `logs`. Unit: one label. */
export function cross_entropy_rows(
  logs: usize, labels: usize, weight: usize, perSample: usize, classes: i32, inner: i32,
  ignored: i32, right: f32, spread: f32,
  from: i32, to: i32,
): void {
  for (let n = from; n < to; n++) {
    const label = load<i32>(labels + (<usize>n << 2));
    let loss: f32 = 0;
    if (label != ignored) {
      const list = logs + (<usize>((n / inner) * classes * inner + (n % inner)) << 2);
      loss = isClass(label, classes) ? right * load<f32>(weight + (<usize>label << 2))
        * load<f32>(list + (<usize>(label * inner) << 2)) : NaN;
      if (spread != 0) {
        let everywhere: f32 = 0;
        for (let c = 0; c < classes; c++)
          everywhere += load<f32>(weight + (<usize>c << 2))
            * load<f32>(list + (<usize>(c * inner) << 2));
        loss += spread * everywhere;
      }
    }
    store<f32>(perSample + (<usize>n << 2), -loss);
  }
}

/** y = Σ per_sample / divisor, in the order of the batch; a divisor at address 0 is 1. One unit. */
export function cross_entropy_total(
  perSample: usize, divisor: usize, y: usize, count: i32, from: i32, to: i32,
): void {
  let total: f64 = 0;
  for (let n = 0; n < count; n++) total += <f64>load<f32>(perSample + (<usize>n << 2));
  store<f32>(y, <f32>(total / (divisor == 0 ? 1 : <f64>load<f32>(divisor))));
}

/**
 * dlogits = dy·(p·Σ t − t)/divisor, p·0 where the label is ignored; NaN for the whole list where
 * the label has no class. Unit: one label.
 */
export function cross_entropy_backward(
  probabilities: usize, labels: usize, weight: usize, divisor: usize, dy: usize, dlogits: usize,
  classes: i32, inner: i32, ignored: i32,
  right: f32, spread: f32, from: i32, to: i32,
): void {
  const arriving = load<f32>(dy), over: f32 = divisor == 0 ? 1 : load<f32>(divisor);
  let all: f32 = 0;
  if (spread != 0) for (let c = 0; c < classes; c++) all += load<f32>(weight + (<usize>c << 2));
  for (let n = from; n < to; n++) {
    const label = load<i32>(labels + (<usize>n << 2));
    const first = (n / inner) * classes * inner + (n % inner);
    if (label == ignored) {
      for (let c = 0; c < classes; c++) {
        const at = <usize>(first + c * inner) << 2;
        store<f32>(dlogits + at, 0 * load<f32>(probabilities + at));
      }
      continue;
    }
    const mine = right * weightOf(weight, label, classes);
    const total = mine + spread * all;
    for (let c = 0; c < classes; c++) {
      const at = <usize>(first + c * inner) << 2;
      const share = spread * load<f32>(weight + (<usize>c << 2)) + (c == label ? mine : 0);
      store<f32>(dlogits + at, arriving * ((load<f32>(probabilities + at) * total - share) / over));
    }
  }
}

@inline
function isClass(label: i32, classes: i32): bool {
  return label >= 0 && label < classes;
}

@inline
function weightOf(weight: usize, label: i32, classes: i32): f32 {
  return isClass(label, classes) ? load<f32>(weight + (<usize>label << 2)) : NaN;
}
