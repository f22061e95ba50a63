/**
 * The reader's own pictures that are open: they outlive a visit to another part of the page, and,
 * where they are kept on the device, the page itself.
 */
import { t, word } from "../../../../language/words";
import { createStore } from "zustand";
import { LabError } from "../../../../../engine/core/errors";
import { OWN, readDataset } from "../../../../../engine/data/dataset";
import { megabytes } from "../../../../../engine/data/formats/limits";
import type { Runs } from "../../../../runs/runs";
import {
  deleteOwnData,
  readOwnData,
  type StoredOwnData,
  writeOwnData,
} from "../../../../store/own-data";
import type { OwnSet } from "../../../../pictures/own/pictures";

/** A larger set takes the database too long; it is opened again from its files. */
const MOST_KEPT = 64 * 2 ** 20;

interface Own {
  readonly set: OwnSet | null;
  /** What the device keeps was asked for. */
  readonly looked: boolean;
  readonly kept: boolean;
  /** Why it is not kept though it was to be, a full sentence; "". */
  readonly unkept: string;
}

export const own = createStore<Own>()(() => ({
  set: null,
  looked: false,
  kept: false,
  unkept: "",
}));

const UNKEPT = {
  full: "The storage of this device is full: after a reload, open the pictures again.",
  forbidden: "This browser lets the page keep nothing: after a reload, open the pictures again.",
} as const;

/** From now on it is the set that runs learn. */
export async function takeOwn(runs: Runs, set: OwnSet): Promise<void> {
  await runs.provide(set.provided);
  own.setState({ set, looked: true, kept: false, unkept: "" });
}

export async function keepOwn(): Promise<void> {
  const { set } = own.getState();
  if (set === null) return;
  const { file, title } = set.provided;
  if (file.byteLength > MOST_KEPT)
    return own.setState({
      unkept: t(
        "They take {byteLength}; this device keeps {mostKept} at most. After a reload, open them again.",
        { byteLength: megabytes(file.byteLength), mostKept: megabytes(MOST_KEPT) },
      ),
    });
  const how = await writeOwnData({
    title,
    classes: [...set.classes],
    remarks: [...set.remarks],
    file,
  });
  if (own.getState().set !== set) return;
  own.setState({ kept: how === "kept", unkept: how === "kept" ? "" : word(UNKEPT[how]) });
}

/** They stay open until the page is closed. */
export async function forgetOwn(): Promise<void> {
  await deleteOwnData();
  own.setState({ kept: false, unkept: "" });
}

/** Opens what the device keeps, once, unless something was opened meanwhile. */
export async function lookForOwn(runs: Runs): Promise<void> {
  if (own.getState().looked) return;
  const stored = await readOwnData();
  const found = stored === null ? null : ownSetOf(stored);
  if (own.getState().looked) return;
  if (found !== null) await runs.provide(found.provided).catch(() => undefined);
  own.setState({ looked: true, ...(found === null ? {} : { set: found, kept: true }) });
}

/** Null for what cannot be read any more. */
export function ownSetOf({ title, classes, remarks, file }: StoredOwnData): OwnSet | null {
  try {
    const { shape, count, training, labels } = readDataset(OWN, new Uint8Array(file));
    if (labels.some((label) => label >= classes.length)) return null;
    return {
      provided: { name: OWN, title, classes, file },
      shape,
      classes,
      training,
      heldOut: count - training,
      remarks,
    };
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
