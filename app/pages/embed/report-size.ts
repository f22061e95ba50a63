/**
 * Tells the page around a frame how high the content is: in the words of learning platforms, and in
 * our own.
 */
export function reportSize(element: HTMLElement): () => void {
  if (window.parent === window || typeof ResizeObserver === "undefined") return () => undefined;
  let last = 0;
  const send = (): void => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    if (height === last || height === 0) return;
    last = height;
    // The parent may be anybody; a height is all it learns.
    window.parent.postMessage({ subject: "lti.frameResize", height }, "*");
    window.parent.postMessage({ type: "convlab:resize", height }, "*");
  };
  const observer = new ResizeObserver(send);
  observer.observe(element);
  return () => observer.disconnect();
}
