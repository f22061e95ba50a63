import { register } from "../register";
import { network } from "./definition";

/** With the board that it draws on. */
export const widget = register(network, async () => {
  const board = import("../../figures/volume/VolumeBoard");
  const [{ Network }] = await Promise.all([import("./Network"), board]);
  return Network;
});
