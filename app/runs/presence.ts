/** Who is there to look at a run: with nobody it is paused, and later given back. */

/** Milliseconds that a run goes on with nobody there, and after which it is given back. */
const PAUSED_AFTER = 4000;
const CLOSED_AFTER = 120_000;

export class Presence {
  private present = 0;
  private leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly pause: () => void,
    private readonly close: () => void,
  ) {}

  /** Somebody is there until what it returns is called. `thenClose`: not paused first. */
  attend(thenClose: boolean): () => void {
    this.present += 1;
    clearTimeout(this.leaving);
    let here = true;
    return () => {
      if (!here) return;
      here = false;
      this.present -= 1;
      if (this.present === 0) this.leave(thenClose);
    };
  }

  private leave(thenClose: boolean): void {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => {
      if (thenClose) return this.close();
      this.pause();
      this.leaving = setTimeout(this.close, CLOSED_AFTER);
    }, PAUSED_AFTER);
  }
}
