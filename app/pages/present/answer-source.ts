/** Where the codes of a class come from besides the keyboard. */
import * as v from "valibot";

/** A host with a network of its own gives another one. */
export interface AnswerSource {
  /** Calls `onCode` with each code that arrives. Returns how to stop. */
  listen(onCode: (question: string, code: string) => void): () => void;
}

const message = v.object({
  type: v.literal("convlab:code"),
  question: v.pipe(v.string(), v.maxLength(200)),
  code: v.pipe(v.string(), v.maxLength(20)),
});

/**
 * The page around a lecture's frame hands codes on, which it collects by a form, a chat or a
 * socket: `{ type: "convlab:code", question: "convolution/first", code: "KDMB" }`.
 */
export const hostAnswers: AnswerSource = {
  listen(onCode) {
    if (window.parent === window) return () => undefined;
    const receive = ({ source, data }: MessageEvent<unknown>): void => {
      const read = v.safeParse(message, data);
      if (source === window.parent && read.success) onCode(read.output.question, read.output.code);
    };
    addEventListener("message", receive);
    return () => removeEventListener("message", receive);
  },
};
