// @vitest-environment happy-dom
/** A class joins by a QR code, and its answers come back as codes. */
import {
  act,
  cleanup,
  fireEvent,
  render,
  renderHook,
  screen,
  waitFor,
} from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { encode } from "uqr";
import { writeCode } from "../../lesson/audience/answer-code";
import type { LessonDoc } from "../../lesson/document";
import type { LessonScope } from "../../lesson/runtime/scope";
import { ClassAnswers } from "./ClassAnswers";
import { Join } from "./Join";
import { joinLink, LONGEST } from "./join-link";
import type { AnswerSource } from "./answer-source";
import { useAnswersOfScreen, useClassAnswers } from "./useClassAnswers";

afterEach(cleanup);

const words = (text: string) => [{ kind: "text", text }] as const;
const doc: LessonDoc = {
  format: 1,
  id: "small",
  title: "Small",
  summary: "",
  lang: "en",
  dir: "ltr",
  level: "core",
  minutes: 1,
  goals: [],
  requires: [],
  authors: [],
  license: "",
  steps: [
    {
      id: "first",
      title: "First",
      blocks: [
        {
          kind: "quiz",
          id: "q",
          ask: [],
          several: false,
          choices: ["two", "three"].map((text, at) => ({
            content: words(text),
            correct: at === 1,
            feedback: [],
          })),
          hints: [],
          solution: [],
        },
      ],
      notes: [],
    },
  ],
};

test("the link opens the same step with the same figures, and keeps the course", () => {
  const base = new URL("https://lab.example/course/?course=a%2Fb&theme=dark");
  const link = joinLink(doc, 0, "#/present/small/first?c1.stride=2", base);
  expect(link.url).toBe(
    "https://lab.example/course/?course=a%2Fb#/lesson/small/first?c1.stride=2&joined",
  );
  expect([link.short, link.local]).toEqual([false, false]);
  const long = `#/present/small/first?c1.input=${"1".repeat(LONGEST)}`;
  expect(joinLink(doc, 0, long, base)).toMatchObject({ short: true });
  expect(joinLink(doc, 0, long, base).url).toContain("#/lesson/small/first?joined");
  expect(joinLink(doc, 0, "#/present/small", new URL("http://localhost:4173/")).local).toBe(true);
});

test("every dark square of the code is drawn, and no other", () => {
  const scope = { doc, step: 0, hash: () => "#/present/small/first" } as unknown as LessonScope;
  const { container } = render(<Join scope={scope} onClose={() => undefined} />);
  const url = joinLink(doc, 0, scope.hash(), new URL(location.href)).url;
  expect(screen.getByText(url)).toBeTruthy();
  const drawn = container.querySelector("svg path[fill='#000']")?.getAttribute("d") ?? "";
  const squares = new Set(
    [...drawn.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`),
  );
  const { data } = encode(url, { ecc: "L", border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((one, x) => (one ? [`${x} ${y}`] : [])));
  expect(dark.length).toBeGreaterThan(200);
  expect(squares).toEqual(new Set(dark));
});

function Class() {
  return <ClassAnswers doc={doc} step={0} answers={useClassAnswers()} onClose={() => undefined} />;
}

test("codes are counted once per person, the last answer counts, others are refused", () => {
  render(<Class />);
  const type = (code: string) =>
    fireEvent.change(screen.getByLabelText("Code"), { target: { value: code } });
  const counts = () =>
    screen
      .getAllByRole("listitem", { hidden: true })
      .map((one) => one.querySelector("b")?.textContent);
  const code = (answer: number, person: number) => writeCode("small/q", { answer, person });
  type(code(0, 1));
  type(code(1, 2));
  type(code(1, 3).toLowerCase());
  expect(counts()).toEqual(["1", "2"]);
  type(code(1, 3));
  expect(screen.getByText(/was counted already/)).toBeTruthy();
  type(code(1, 1));
  expect(screen.getByText(/replaces the answer/)).toBeTruthy();
  expect(counts()).toEqual(["0", "3"]);
  type("AEIO");
  expect(screen.getByText(/is no code of this question/)).toBeTruthy();
  expect(screen.getByText("3 answers")).toBeTruthy();
  fireEvent.click(screen.getByText("Clear"));
  expect(counts()).toEqual(["0", "0"]);
});

test("codes that are typed in the speaker's window are counted on the screen, and a window that comes later is told", async () => {
  const onScreen = renderHook(() => useClassAnswers("small"));
  const notes = renderHook(() => useAnswersOfScreen("small"));
  const code = writeCode("small/q", { answer: 1, person: 5 });
  act(() => expect(notes.result.current.add("small/q", code)).toBe("new"));
  await waitFor(() => expect([...onScreen.result.current.counts("small/q")]).toEqual([[1, 1]]));
  const later = renderHook(() => useAnswersOfScreen("small"));
  await waitFor(() => expect([...later.result.current.counts("small/q")]).toEqual([[1, 1]]));
  expect(later.result.current.add("small/q", code)).toBe("again");
  expect(later.result.current.add("small/q", "AEIO")).toBe("unknown");
  act(() => later.result.current.clear("small/q"));
  for (const { result } of [onScreen, notes, later])
    await waitFor(() => expect(result.current.counts("small/q").size).toBe(0));
});

test("a host's codes are counted as those that are typed", () => {
  let give: (question: string, code: string) => void = () => undefined;
  const source: AnswerSource = {
    listen(onCode) {
      give = onCode;
      return () => undefined;
    },
  };
  const { result } = renderHook(() => useClassAnswers(null, source));
  act(() => give("small/q", writeCode("small/q", { answer: 1, person: 5 })));
  act(() => give("small/q", "none"));
  expect([...result.current.counts("small/q")]).toEqual([[1, 1]]);
});
