/**
 * How long the graphics card works on one submission while a lesson trains: a card that is busy for
 * long cannot draw the page meanwhile. Times are judged where somebody asks for them
 * (`npm run survive -- --only 16`), on a machine that does nothing else.
 */
import { expect, test } from "./lab";
import { found, SURVIVES } from "./trials";

const LONGEST = 200;
const HALF_WITHIN = 30;

/** Steps of the course that train networks of their own. */
const PLACES = ["convnet/train", "batch-norm-benefits", "residual", "vanishing-gradients"];

/**
 * In the engine's worker: the milliseconds from one submission's end, or its own begin, to its end.
 */
function watchSubmissions(): void {
  const times: number[] = [];
  Reflect.set(globalThis, "submissions", times);
  const submit = Reflect.get(GPUQueue.prototype, "submit");
  let free = 0;
  GPUQueue.prototype.submit = function (this: GPUQueue, buffers) {
    const begun = performance.now();
    submit.call(this, buffers);
    void this.onSubmittedWorkDone().then(() => {
      const end = performance.now();
      times.push(end - Math.max(begun, free));
      free = end;
    });
  };
}

test("no submission takes long while the lessons train", async ({ lab }) => {
  test.skip(!SURVIVES, "times are no verdict beside other tests");
  test.setTimeout(300_000);
  const { page } = lab;
  for (const place of PLACES) {
    await lab.open(`lesson/${place}`, { backend: "webgpu" });
    const train = page.getByRole("button", { name: /^(Train|Go on)$/ }).first();
    for (let onward = 0; onward < 12 && !(await train.isVisible()); onward++) {
      await page.getByRole("button", { name: /^Continue/ }).click();
      await page.waitForTimeout(500);
    }
    await expect(train).toBeEnabled({ timeout: 60_000 });
    const worker = page.workers()[0];
    await worker?.evaluate(watchSubmissions);
    await train.click();
    await page.waitForTimeout(15_000);
    const times = await worker?.evaluate(
      () => Reflect.get(globalThis, "submissions") as readonly number[],
    );
    const sorted = (times ?? []).toSorted((a, b) => a - b);
    const [median = Number.NaN, most = Number.NaN] = [
      sorted[Math.floor(sorted.length / 2)],
      sorted.at(-1),
    ];
    found(
      `${place}: ${sorted.length} submissions, half within ${median.toFixed(0)} ms, all within ${most.toFixed(0)} ms`,
    );
    expect.soft(most, place).toBeLessThanOrEqual(LONGEST);
    expect.soft(median, place).toBeLessThanOrEqual(HALF_WITHIN);
    await page.goto("about:blank");
  }
});
