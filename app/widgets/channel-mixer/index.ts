import { register } from "../register";
import { channelMixer } from "./definition";

export const widget = register(
  channelMixer,
  async () => (await import("./ChannelMixer")).ChannelMixer,
);
