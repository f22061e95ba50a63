/**
 * Where in a tag a place of the text is: in its name, before an attribute, in a value. What
 * completion needs; pure.
 */
import { scan } from "../../../lesson/language/spans";
import { Source } from "../../../lesson/language/source";

export interface TagAt {
  readonly name: string;
  readonly closing: boolean;
  /** What is being written at the place, and where it begins. */
  readonly part: "name" | "attribute" | "value";
  readonly from: number;
  readonly word: string;
  /** Of a value: the attribute it belongs to, and whether its quote is open. */
  readonly attribute: string;
  readonly quoted: boolean;
  /** The attributes of the whole tag as they are written now, the one at the place left out. */
  readonly written: ReadonlyMap<string, string>;
  /** Whether the tag has its end already, and what it is: `%}` or `/%}`. */
  readonly ended: boolean;
  /** Names of the tags around, the innermost last. */
  readonly around: readonly string[];
}

const ATTRIBUTE = /([A-Za-z_][\w-]*)=("(?:\\.|[^"\\\n])*"?|\[[^\]\n]*\]?|[^\s"%[\]/]*)/g;

/** The tag that is open at offset `at`; null outside tags. */
export function tagAt(text: string, at: number): TagAt | null {
  const start = text.lastIndexOf("{%", at - 2);
  if (start < 0 || start + 2 > at) return null;
  const inside = text.slice(start + 2, at);
  if (inside.length > 4000 || closes(inside) || /\n\s*\n/.test(inside)) return null;
  const { spans } = scan(new Source(`${text.slice(0, start)}{% here %}${text.slice(at)}`));
  if (spans.every((span) => span.start !== start)) return null; // in code or in a comment
  const around: string[] = [];
  for (const { form, name } of spans.filter((span) => span.start < start)) {
    if (form === "open") around.push(name);
    else if (form === "close" && around.includes(name)) around.length = around.lastIndexOf(name);
  }
  const rest = /^(?:"(?:\\.|[^"\\\n])*"|(?!\{%|%\})[^\n"])*%\}/.exec(text.slice(at))?.[0];
  return {
    ...partAt(inside, start + 2),
    written: writtenIn(inside, rest ?? ""),
    ended: rest !== undefined,
    around,
  };
}

function closes(inside: string): boolean {
  return inside.replace(/"(?:\\.|[^"\\\n])*"/g, "").includes("%}");
}

/** `inside`: of the tag, up to the place; `offset`: where it begins. */
function partAt(
  inside: string,
  offset: number,
): Pick<TagAt, "name" | "closing" | "part" | "from" | "word" | "attribute" | "quoted"> {
  const [, slash = "", name = "", more = ""] = /^\s*(\/?)\s*([\w-]*)([^]*)$/.exec(inside) ?? [];
  const writing = (
    part: TagAt["part"],
    word: string,
    of = { attribute: "", quoted: false },
  ): ReturnType<typeof partAt> => ({
    name,
    closing: slash !== "",
    part,
    from: offset + inside.length - word.length,
    word,
    ...of,
  });
  if (more === "") return writing("name", name);
  const open = /(?:^|\s)([A-Za-z_][\w-]*)=("(?:\\.|[^"\\\n])*|[^\s"]*)$/.exec(
    more.replace(/"(?:\\.|[^"\\\n])*"/g, (text) => "x".repeat(text.length)),
  );
  if (open === null) return writing("attribute", /[\w-]*$/.exec(more)?.[0] ?? "");
  const [, attribute = "", masked = ""] = open;
  const value = more.slice(more.length - masked.length);
  const quoted = value.startsWith('"');
  return writing("value", quoted ? value.slice(1) : value, { attribute, quoted });
}

function writtenIn(before: string, after: string): Map<string, string> {
  const written = new Map<string, string>();
  for (const [, name = "", value = ""] of `${before}${after}`.matchAll(ATTRIBUTE))
    written.set(name, value.replace(/^"|"$/g, ""));
  return written;
}
