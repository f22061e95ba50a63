/**
 * At which steps something is done that takes time: at the first, and then at every 2^k-th. The
 * power follows from what it costs, so that runs of different speed meet at the same steps and can
 * be compared there.
 */
export class Rhythm {
  private stride = 1;

  /**
   * `share`: the part of the steps' time that it may take; `least`: milliseconds of steps between
   * two times.
   */
  constructor(
    private readonly share: number,
    private readonly least: number,
  ) {}

  due(step: number): boolean {
    return step === 1 || step % this.stride === 0;
  }

  /** It took so many milliseconds, where one step takes so many. At most twice or half as often. */
  took(cost: number, stepMilliseconds: number): void {
    const steps = Math.max(cost / this.share, this.least) / Math.max(1e-3, stepMilliseconds);
    const wanted = 2 ** Math.max(0, Math.ceil(Math.log2(steps)));
    this.stride = Math.max(1, this.stride / 2, Math.min(this.stride * 2, wanted));
  }
}
