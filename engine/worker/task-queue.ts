/** Tasks one after the other, in the order they came; one that fails does not stop the next. */
export class TaskQueue {
  private last: Promise<void> = Promise.resolve();

  /** Settles as the task does, when everything before it is done. */
  add<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(task);
    this.last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}
