// @vitest-environment happy-dom
/** A lesson with files of its own, from the studio to a file and to a reader's device. */
import { strToU8 } from "fflate";
import { expect, test, vi } from "vitest";
import { lessonPackage, readLesson } from "./lesson-file";
import { filesIn } from "./own-files";
import { openCourse, openCourseBytes } from "./open-course";
import { filesOf, textOf } from "./own-lessons";
import { freePath } from "./prepare-picture";

vi.mock("virtual:lessons", () => ({ lessons: [{ id: "stride", title: "Stride" }] }));

const TEXT =
  "---\nid: mine\ntitle: Mine\n---\n\n![A cat](assets/cat.webp)\n\n![A dog](assets/dog-2.png)\n";
/** The first bytes of a PNG of 8 by 8 pixels. */
const png = new Uint8Array(60);
png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
png.set([0, 0, 0, 8, 0, 0, 0, 8, 8], 16);
const PICTURES = new Map([
  ["assets/cat.webp", png],
  ["assets/unused.webp", png],
]);
const packed = (): File => new File([lessonPackage("Mine", TEXT, PICTURES)], "mine.convlab");

test("a text names its files, each once, and nothing else", () => {
  expect(filesIn(`${TEXT}${TEXT} assets/../../x.png assets/a.svg https://a/assets/`)).toEqual([
    "assets/cat.webp",
    "assets/dog-2.png",
  ]);
});

test("its file holds the files that it names, and opens in the studio", async () => {
  expect(await readLesson(packed())).toEqual({
    text: TEXT,
    files: new Map([["assets/cat.webp", png]]),
  });
  expect(await readLesson(new File([TEXT], "mine.mdoc"))).toMatchObject({ text: TEXT });
  const course = "format: 1\ntitle: T\nparts:\n  - title: P\n    lessons: [stride]\n";
  const { zipSync } = await import("fflate");
  const other = new File(
    [new Uint8Array(zipSync({ "course.yaml": strToU8(course) }))],
    "c.convlab",
  );
  expect(await readLesson(other)).toMatchObject({ problem: expect.stringContaining("a course") });
});

test("opened by a reader it is that lesson, with its files, and no course", async () => {
  const opened = await openCourseBytes(new Uint8Array(await packed().arrayBuffer()));
  const id = opened.ok ? (opened.lesson ?? "") : "";
  expect(textOf(id)).toBe(TEXT);
  expect([...(await filesOf(id)).keys()]).toEqual(["assets/cat.webp"]);
  expect(openCourse()).toBeNull();
});

test("a picture's name is plain, and free", () => {
  expect(freePath("Ein Möwen-Foto (2).JPG", "webp", new Map())).toBe(
    "assets/ein-mo-wen-foto-2.webp",
  );
  expect(freePath("cat.png", "webp", PICTURES)).toBe("assets/cat-2.webp");
  expect(freePath("写真.png", "png", new Map())).toBe("assets/picture.png");
});
