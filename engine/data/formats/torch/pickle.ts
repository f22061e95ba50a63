/**
 * The pickle inside a PyTorch checkpoint, as far as state dicts need it: dictionaries, tuples,
 * lists, texts, numbers, and tensors as places in their storage. Nothing is ever run: of what a
 * pickle can name and call only four things are known, and each opcode that is not known is
 * refused by its name. Time and memory are in proportion to the bytes.
 *
 * Errors: LabError "format". Source: Lib/pickletools.py of CPython, torch/_utils.py.
 */
import { check, LabError } from "../../../core/errors";
import { decodeText } from "../limits";
import { called, global, globalOf, ONLY_WEIGHTS, storage } from "./calls";
import { opcodeName } from "./opcodes";
import { damaged, isDict, isKind, type Pickled } from "./values";

const MARK = Symbol("mark");

/** The one value that a pickle holds. */
export function readPickle(bytes: Uint8Array): Pickled {
  return new Reader(bytes).read();
}

class Reader {
  private readonly view: DataView;
  private at = 0;
  private readonly stack: (Pickled | typeof MARK)[] = [];
  private readonly memo = new Map<number, Pickled>();

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): Pickled {
    for (;;) {
      const code = this.unsigned(1);
      if (code === STOP) return this.pop();
      const work = OPCODES.get(code);
      if (work === undefined)
        throw new LabError(
          "format",
          `the pickle of this checkpoint uses ${opcodeName(code)}, which a state dict does not need`,
          ONLY_WEIGHTS,
        );
      work(this);
    }
  }

  push(value: Pickled): void {
    this.stack.push(value);
  }

  mark(): void {
    this.stack.push(MARK);
  }

  pop(): Pickled {
    const value = this.stack.pop();
    return value === undefined || value === MARK ? damaged("its stack") : value;
  }

  top(): Pickled {
    const value = this.pop();
    this.stack.push(value);
    return value;
  }

  /** What was pushed behind the last mark. */
  marked(): readonly Pickled[] {
    const at = this.stack.lastIndexOf(MARK);
    if (at < 0) return damaged("its stack");
    return this.stack.splice(at).flatMap((value) => (value === MARK ? [] : [value]));
  }

  pops(count: number): readonly Pickled[] {
    return Array.from({ length: count }, () => this.pop()).toReversed();
  }

  unsigned(width: 1 | 2 | 4): number {
    const from = this.skip(width);
    if (width === 1) return this.view.getUint8(from);
    return width === 2 ? this.view.getUint16(from, true) : this.view.getUint32(from, true);
  }

  signed(): number {
    return this.view.getInt32(this.skip(4), true);
  }

  float(): number {
    return this.view.getFloat64(this.skip(8), false);
  }

  /** A whole number of so many bytes, little endian, in two's complement. */
  long(width: number): number {
    let value = 0n;
    const from = this.skip(width);
    for (let at = width - 1; at >= 0; at--)
      value = value * 256n + BigInt(this.bytes[from + at] ?? 0);
    const number = Number(BigInt.asIntN(8 * width, value));
    return Number.isSafeInteger(number) ? number : damaged("a whole number");
  }

  text(length: number): string {
    const from = this.skip(length);
    return decodeText(this.bytes.subarray(from, from + length), "a text of this checkpoint");
  }

  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0) return damaged("its end");
    const text = this.text(end - this.at);
    this.at = end + 1;
    return text;
  }

  keep(place: number): void {
    this.memo.set(place, this.top());
  }

  keepNext(): void {
    this.keep(this.memo.size);
  }

  recall(place: number): void {
    const value = this.memo.get(place);
    this.push(value === undefined ? damaged("its memo") : value);
  }

  private skip(width: number): number {
    const from = this.at;
    check(from + width <= this.bytes.length, "format", "the pickle of this checkpoint is cut off");
    this.at += width;
    return from;
  }
}

const STOP = 0x2e;

const OPCODES: ReadonlyMap<number, (reader: Reader) => void> = new Map([
  [0x80, (reader) => checkProtocol(reader.unsigned(1))],
  [0x95, (reader) => void [reader.unsigned(4), reader.unsigned(4)]],
  [0x28, (reader) => reader.mark()],
  [0x4e, (reader) => reader.push(null)],
  [0x88, (reader) => reader.push(true)],
  [0x89, (reader) => reader.push(false)],
  [0x4a, (reader) => reader.push(reader.signed())],
  [0x4b, (reader) => reader.push(reader.unsigned(1))],
  [0x4d, (reader) => reader.push(reader.unsigned(2))],
  [0x8a, (reader) => reader.push(reader.long(reader.unsigned(1)))],
  [0x47, (reader) => reader.push(reader.float())],
  [0x58, (reader) => reader.push(reader.text(reader.unsigned(4)))],
  [0x8c, (reader) => reader.push(reader.text(reader.unsigned(1)))],
  [0x5d, (reader) => reader.push({ kind: "list", items: [] })],
  [0x7d, (reader) => reader.push({ kind: "dict", entries: new Map() })],
  [0x29, (reader) => reader.push([])],
  [0x74, (reader) => reader.push(reader.marked())],
  [0x85, (reader) => reader.push(reader.pops(1))],
  [0x86, (reader) => reader.push(reader.pops(2))],
  [0x87, (reader) => reader.push(reader.pops(3))],
  [0x71, (reader) => reader.keep(reader.unsigned(1))],
  [0x72, (reader) => reader.keep(reader.unsigned(4))],
  [0x94, (reader) => reader.keepNext()],
  [0x68, (reader) => reader.recall(reader.unsigned(1))],
  [0x6a, (reader) => reader.recall(reader.unsigned(4))],
  [0x63, (reader) => reader.push(global(reader.line(), reader.line()))],
  [0x93, (reader) => reader.push(globalOf(reader.pops(2)))],
  [0x51, (reader) => reader.push(storage(reader.pop()))],
  [0x52, (reader) => reader.push(called(reader.pops(2)))],
  [0x61, (reader) => append(reader, [reader.pop()])],
  [0x65, (reader) => append(reader, reader.marked())],
  [0x73, (reader) => setItems(reader, reader.pops(2))],
  [0x75, (reader) => setItems(reader, reader.marked())],
  [0x62, (reader) => dropAttributes(reader)],
]);

function checkProtocol(protocol: number): void {
  check(protocol <= 4, "format", `this checkpoint is a pickle of protocol ${protocol}; 4 is read`);
}

function append(reader: Reader, more: readonly Pickled[]): void {
  const list = reader.top();
  if (!isKind(list, "list")) return damaged("a list");
  for (const one of more) list.items.push(one);
}

/** The attributes of an OrderedDict: which version of a layer wrote it. */
function dropAttributes(reader: Reader): void {
  reader.pop();
  if (!isDict(reader.top())) damaged("an object");
}

function setItems(reader: Reader, items: readonly Pickled[]): void {
  const dict = reader.top();
  if (!isDict(dict) || items.length % 2 !== 0) return damaged("a dictionary");
  for (let at = 0; at < items.length; at += 2)
    dict.entries.set(items[at] ?? null, items[at + 1] ?? null);
}
