import { register } from "../register";
import { architecture } from "./definition";

export const widget = register(
  architecture,
  async () => (await import("./Architecture")).Architecture,
);
