/**
 * Lets messages and timers in between two slices of work: resolves in a new task.
 *
 * A message to oneself costs microseconds where a nested timer costs 4 ms; but a stream of them can
 * keep timers waiting, so that every eighth time is a timer. Node has setImmediate, which is fair
 * to both.
 */
const FAIR = 8;

export function createYield(): () => Promise<void> {
  if (typeof setImmediate === "function")
    return () => new Promise((resolve) => void setImmediate(resolve));
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  let count = 0;
  channel.port1.addEventListener("message", () => waiting.shift()?.());
  channel.port1.start();
  return () =>
    new Promise((resolve) => {
      count += 1;
      if (count % FAIR === 0) {
        setTimeout(resolve, 0);
        return;
      }
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
}
