/** Which sheets are in front, and how choosing another one moves the time line. */
import { unravel } from "../../../engine/core/shape";
import { atCell, cursorOf, extentsOf, partsPerCell, type VolumeState } from "./volume-state";

export interface Front {
  readonly channel: number;
  readonly filter: number;
}

/** The step decides where it can; elsewhere the reader does. */
export function frontOf(state: VolumeState): Front {
  const { channel, filter } = state;
  const cursor = cursorOf(state);
  if (cursor === null) return { channel, filter };
  const { channels, filters, kernel, height, width, rows, columns } = extentsOf(state);
  if (state.direction === "forward") {
    const sheet = { cell: channel, channel: cursor.parts - 1, product: Math.floor((cursor.parts - 1) / (kernel * kernel)) }[state.grain];
    return { channel: sheet, filter: Math.floor(cursor.cell / (rows * columns)) };
  }
  if (state.of === "b") return { channel, filter: cursor.cell };
  if (state.of === "x") return { channel: unravel([channels, height, width], cursor.cell)[0] ?? 0, filter };
  const [at = 0, sheet = 0] = unravel([filters, channels, kernel, kernel], cursor.cell);
  return { channel: sheet, filter: at };
}

/** Another filter in front, at the same place as before where there is one. */
export function withFilter(state: VolumeState, filter: number): VolumeState {
  const { channels, kernel, rows, columns } = extentsOf(state);
  const picked = { ...state, filter };
  const cursor = cursorOf(state);
  if (cursor === null || (state.direction === "backward" && state.of === "x")) return picked;
  const each = state.direction === "forward" ? rows * columns : state.of === "b" ? 1 : channels * kernel * kernel;
  return atPart(picked, filter * each + (cursor.cell % each), cursor.parts);
}

/** Another channel in front. */
export function withChannel(state: VolumeState, channel: number): VolumeState {
  const { channels, kernel, height, width } = extentsOf(state);
  const picked = { ...state, channel };
  const cursor = cursorOf(state);
  if (cursor === null) return picked;
  if (state.direction === "forward") {
    if (state.grain === "cell") return picked;
    return atPart(picked, cursor.cell, state.grain === "channel" ? channel + 1 : channel * kernel * kernel + 1);
  }
  if (state.of === "b") return picked;
  const each = state.of === "x" ? height * width : kernel * kernel;
  const block = each * channels;
  return atPart(picked, Math.floor(cursor.cell / block) * block + channel * each + (cursor.cell % each), cursor.parts);
}

/** The place on the time line where `parts` parts of cell `cell` are done. */
function atPart(state: VolumeState, cell: number, parts: number): VolumeState {
  const each = state.direction === "forward" ? partsPerCell(state) : 1;
  return { ...state, at: cell * each + parts };
}

/**
 * A click or Enter on a number. An output shows how it was made. Backwards, any other number shows its gradient; forwards it
 * only comes to the front: the reader who wants gradients turns the direction.
 */
export function asked(state: VolumeState, tensor: string, index: readonly number[]): VolumeState {
  const { filters, channels, kernel, height, width, rows, columns } = extentsOf(state);
  const flat = (...shape: readonly number[]): number => shape.reduce((sum, extent, axis) => sum * extent + (index[axis] ?? 0), 0);
  const seek = (next: VolumeState, cell: number): VolumeState => ({ ...next, at: atCell(next, cell) });
  if (tensor === "y" || tensor === "z" || tensor === "dz" || tensor === "dy")
    return seek({ ...state, direction: "forward" }, flat(1, filters, rows, columns));
  if (state.direction === "forward") {
    if (tensor === "b") return state;
    const channel = index[1] ?? 0;
    return channel === frontOf(state).channel ? state : withChannel(state, channel);
  }
  if (tensor === "w") return seek({ ...state, of: "w" }, flat(filters, channels, kernel, kernel));
  if (tensor === "b") return seek({ ...state, of: "b" }, index[0] ?? 0);
  return tensor === "x" ? seek({ ...state, of: "x" }, flat(1, channels, height, width)) : state;
}
