/**
 * How fast a run trains: pictures per second over a quarter of a second, the last step, all steps
 * together. In milliseconds.
 */
const WINDOW = 250;

export class Speed {
  perSecond = 0;
  /** All steps so far. */
  stepped = 0;
  private images = 0;
  private milliseconds = 0;

  /** `stepMilliseconds` is a guess until the first step. */
  constructor(public stepMilliseconds: number) {}

  took(milliseconds: number, images: number): void {
    this.stepMilliseconds = milliseconds;
    this.stepped += milliseconds;
    this.images += images;
    this.milliseconds += milliseconds;
    const enough = this.milliseconds >= WINDOW;
    if (enough || this.perSecond === 0)
      this.perSecond = (this.images / Math.max(0.01, this.milliseconds)) * 1000;
    if (!enough) return;
    [this.images, this.milliseconds] = [0, 0];
  }
}
