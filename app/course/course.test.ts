// @vitest-environment happy-dom
/** From an instructor's draft to one file, and from a stranger's file to a course. */
import fc from "fast-check";
import { strToU8, unzipSync, Zip, ZipPassThrough, zipSync } from "fflate";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { readCourse, writeCourse } from "./course-file";
import {
  addPart,
  changePart,
  courseFileOf,
  emptyDraft,
  missingIn,
  moveLesson,
  removePart,
} from "./make-course";
import { closeCourse, openCourse, openCourseBytes } from "./open-course";
import { storeLesson, textOf } from "./own-lessons";

const EMPTY = emptyDraft();

const KNOWN = new Set(["convolution", "stride"]);
const OWN = "---\nid: mine\ntitle: My own lesson\n---\n\n# My own lesson\n";

const made = (lessons: readonly string[]) =>
  changePart({ ...EMPTY, title: "Spring course", welcome: "Hello." }, 0, { lessons: [...lessons] });
type Bytes = Uint8Array<ArrayBuffer>;
const packed = (manifest: string, files: Record<string, string | Uint8Array> = {}): Bytes =>
  new Uint8Array(
    zipSync(
      Object.fromEntries(
        Object.entries({ "course.yaml": manifest, ...files }).map(([name, content]) => [
          name,
          typeof content === "string" ? strToU8(content) : content,
        ]),
      ),
    ),
  );
const reason = async (bytes: Uint8Array): Promise<string> => {
  const read = await readCourse(new Uint8Array(bytes), KNOWN);
  return read.ok ? "read" : read.reason;
};
/** The first bytes of a WebP of these sides, and some more. */
const webp = (width: number, height: number, length = 60): Bytes => {
  const bytes = new Uint8Array(length);
  bytes.set(strToU8("RIFF\0\0\0\0WEBPVP8X"));
  new DataView(bytes.buffer).setUint16(24, width - 1, true);
  new DataView(bytes.buffer).setUint16(27, height - 1, true);
  return bytes;
};
const SHOWN = `${OWN}\n![A cat](assets/cat.webp)\n`;
/** A zip in which two entries have one name. */
const twins = (): Bytes => {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((_, chunk) => chunks.push(chunk));
  for (const name of ["course.yaml", "a.mdoc", "a.mdoc"]) {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(strToU8(manifest("a.mdoc")), true);
  }
  zip.end();
  return new Uint8Array(Buffer.concat(chunks));
};
/** A package whose list of files says that the lesson has `said` bytes. */
const lying = (said: number): Bytes => {
  const whole = packed(manifest("a.mdoc"), { "a.mdoc": "text ".repeat(1000) });
  const view = new DataView(whole.buffer);
  for (let at = 0; at < whole.length - 4; at++)
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 5000)
      view.setUint32(at + 24, said, true);
  return whole;
};
const manifest = (lesson: string): string =>
  `format: 1\ntitle: T\nparts:\n  - title: P\n    lessons: [${lesson}]\n`;

describe("a course file", () => {
  test("comes back as it was written, own lessons and their pictures with it", async () => {
    const cat = webp(8, 8);
    const id = storeLesson(SHOWN, new Map([["assets/cat.webp", cat]]));
    const file = await courseFileOf(made(["convolution", id]));
    const read = await readCourse(writeCourse(file), KNOWN);
    if (!read.ok) throw new Error(read.reason);
    expect(read.file.course).toEqual({
      format: 1,
      title: "Spring course",
      welcome: "Hello.",
      parts: [{ title: "Part one", summary: "", lessons: ["convolution", "lessons/mine.mdoc"] }],
    });
    expect([...read.file.lessons]).toEqual([
      ["lessons/mine.mdoc", { text: SHOWN, files: new Map([["assets/cat.webp", cat]]) }],
    ]);
    expect(Object.keys(unzipSync(writeCourse(file)))).toContain("lessons/mine/assets/cat.webp");
    expect(writeCourse(file)).toEqual(writeCourse(file));
  });

  test("keeps two own lessons of one id apart", async () => {
    const other = OWN.replace("# My own", "# Another");
    const file = await courseFileOf(made([storeLesson(OWN), storeLesson(other)]));
    expect([...file.lessons].map(([name, { text }]) => [name, text])).toEqual([
      ["lessons/mine.mdoc", OWN],
      ["lessons/mine-2.mdoc", other],
    ]);
    expect(Object.keys(unzipSync(writeCourse(file)))).toHaveLength(3);
  });

  test("may be its text alone, where all lessons are the lab's", async () => {
    expect(await reason(strToU8(manifest("stride")))).toBe("read");
  });

  test.each([
    ["names a lesson that is not there", packed(manifest("nothing")), "“nothing”"],
    ["names a file that is not there", packed(manifest("a.mdoc")), "“a.mdoc”, which is not in"],
    ["has no table of contents", zipSync({ "a.mdoc": strToU8("x") }), "no file course.yaml"],
    ["leads out of itself", packed(manifest("stride"), { "../a.mdoc": "x" }), "outside itself"],
    ["has no title", packed("format: 1\nparts: []\n"), "course.yaml: title"],
    ["is newer", packed("format: 7\n"), "newer ConvLab"],
    ["is not YAML", packed("a: [1\n"), "course.yaml cannot be read"],
    ["is cut off", packed(manifest("stride")).slice(0, 60), "damaged"],
    ["is too large", new Uint8Array(20_000_001), "20 MB"],
    [
      "unpacks to too much",
      packed(manifest("stride"), { "a.mdoc": "0".repeat(2e7) }),
      "20 MB unpacked",
    ],
    [
      "has a lesson that is too long",
      packed(manifest("a.mdoc"), { "a.mdoc": "0".repeat(300_000) }),
      "a.mdoc: a lesson may have 256 KB",
    ],
    ["has two files of one name", twins(), "two files of one name: “a.mdoc”"],
    ["says that a file is smaller than it is", lying(10), "“a.mdoc” is not what"],
    ["says that a file is larger than it is", lying(9000), "“a.mdoc” is not what"],
    ["says that a file has 500 MB", lying(500_000_000), "“a.mdoc”: a package may have 20 MB"],
    ["names a lesson outside", packed(manifest("../a.mdoc")), "outside the package"],
    [
      "has a file that is not a picture",
      packed(manifest("a.mdoc"), { "a.mdoc": SHOWN, "a/assets/cat.webp": "<svg/>" }),
      "a/assets/cat.webp is not a picture",
    ],
    [
      "has a picture that is too large",
      packed(manifest("a.mdoc"), { "a.mdoc": SHOWN, "a/assets/cat.webp": webp(9, 9, 500_001) }),
      "a/assets/cat.webp has 501 KB",
    ],
    [
      "has a picture of too many pixels",
      packed(manifest("a.mdoc"), { "a.mdoc": SHOWN, "a/assets/cat.webp": webp(5000, 9) }),
      "5000 × 9 pixels",
    ],
    ["repeats itself by aliases", packed("a: &a [x]\nb: *a\n"), "course.yaml"],
  ])("that %s is refused by that", async (_, bytes, words) => {
    expect(await reason(bytes)).toContain(words);
  });

  test("of any bytes, or with any byte changed, is read or refused, never an error", async () => {
    const whole = packed(manifest("a.mdoc"), { "a.mdoc": "text" });
    const any = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(any, fc.nat(), fc.nat(255), async (bytes, at, byte) => {
        expect(typeof (await reason(bytes))).toBe("string");
        const changed = whole.slice();
        changed[at % whole.length] = byte;
        expect(typeof (await reason(changed))).toBe("string");
      }),
    );
  });
});

describe("an open course", () => {
  beforeEach(() => closeCourse());

  test("keeps its own lessons on the device and lists them by title", async () => {
    const id = storeLesson(OWN);
    const opened = await openCourseBytes(
      writeCourse(await courseFileOf(made(["convolution", id]))),
    );
    expect(opened.ok).toBe(true);
    expect(openCourse()?.parts[0]?.lessons).toEqual([
      { id: "convolution", title: "Convolution" },
      { id, title: "My own lesson" },
    ]);
    expect(textOf(id)).toBe(OWN);
  });

  test("stays open when another file cannot be read", async () => {
    await openCourseBytes(new Uint8Array(strToU8(manifest("stride"))));
    const opened = await openCourseBytes(new Uint8Array(strToU8("nothing")));
    expect(opened.ok).toBe(false);
    expect(openCourse()?.title).toBe("T");
  });
});

describe("a draft", () => {
  test("moves lessons across parts and loses none when a part goes", () => {
    const two = addPart(made(["a", "b"]));
    const moved = moveLesson(two, 0, 1, 1);
    expect(moved.parts.map(({ lessons }) => lessons)).toEqual([["a"], ["b"]]);
    expect(moveLesson(moved, 1, 0, -1).parts.map(({ lessons }) => lessons)).toEqual([
      ["a", "b"],
      [],
    ]);
    for (const at of [0, 1])
      expect(removePart(moved, at).parts.map(({ lessons }) => lessons)).toEqual([["a", "b"]]);
    expect(moveLesson(two, 0, 0, -1)).toBe(two);
  });

  test("says what is missing", () => {
    expect(missingIn(EMPTY)).toBe("The course needs a title.");
    expect(missingIn({ ...EMPTY, title: "T" })).toBe("The course needs a lesson.");
    expect(missingIn(made(["a"]))).toBe("");
  });
});

vi.mock("virtual:lessons", () => ({
  lessons: [
    { id: "convolution", title: "Convolution" },
    { id: "stride", title: "Stride" },
  ],
}));
