import { register } from "../register";
import { volume } from "./definition";

/** With the board that it draws on. */
export const widget = register(volume, async () => {
  const board = import("../../figures/volume/VolumeBoard");
  const [{ Volume }] = await Promise.all([import("./Volume"), board]);
  return Volume;
});
