/** The address as React sees it. */
import { useSyncExternalStore } from "react";
import { type Address, readAddress, subscribeAddress } from "./address";

export function useAddress(): Address {
  return useSyncExternalStore(subscribeAddress, readAddress);
}
