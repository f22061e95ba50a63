/**
 * The GPU, and the only file that touches `navigator.gpu`.
 *
 * Asks for larger buffers where the adapter has them, which saves cutting large weights into parts
 * (arena.ts), and for no other limit beyond the default, so that what runs here runs on every
 * WebGPU device; and for subgroups of a software adapter, which has other kernels anyway. A lost
 * device is silent (submits do not throw, scopes return null), and an invalid submit reads back as
 * believable zeros; so `lost` and `uncapturederror` are attached before anything else happens, and
 * an uncaptured error counts as a loss: after it no number can be trusted.
 *
 * Errors "unsupported": no WebGPU, no adapter, or no device, with the reason.
 */
import { LabError } from "../../core/errors";

/**
 * Bytes; VGG-16's largest weight takes 392 MB, and no network may hold more than twice this
 * (index.ts).
 */
const LARGEST_BUFFER = 512 * 2 ** 20;

export interface OpenDevice {
  readonly device: GPUDevice;
  /** "SwiftShader (software)", "nvidia ampere". */
  readonly description: string;
  /** The adapter computes on the processor: no cores to fill, no fast workgroup memory. */
  readonly software: boolean;
  /** It has subgroups, and they are all four invocations wide. */
  readonly quads: boolean;
  readonly lost: Promise<{ readonly reason: string }>;
  /** Why the device may no longer be used, or null while it may. */
  fault(): string | null;
}

export async function openDevice(given?: GPUDevice): Promise<OpenDevice> {
  if (given !== undefined) return watch(given, given.adapterInfo);
  const gpu = globalThis.navigator?.gpu;
  if (gpu === undefined) {
    const reason =
      globalThis.isSecureContext === false
        ? "this page was not opened over https"
        : "this browser has no WebGPU";
    throw new LabError(
      "unsupported",
      `The GPU cannot be used: ${reason}.`,
      "Everything also runs on the processor.",
    );
  }
  const adapter = await gpu
    .requestAdapter({ powerPreference: "high-performance" })
    .catch(() => null);
  if (adapter === null) {
    throw new LabError(
      "unsupported",
      "The GPU cannot be used: the browser offers no adapter.",
      "Reload with the browser's own button.",
    );
  }
  try {
    return watch(await requestDevice(adapter), adapter.info);
  } catch (cause) {
    throw new LabError(
      "unsupported",
      `The GPU cannot be used: ${String(cause)}`,
      "Everything also runs on the processor.",
    );
  }
}

/** The device that the lab wants of this adapter, in a browser and in Node alike. */
export function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const subgroups = isSoftware(adapter.info) && adapter.features.has("subgroups");
  return adapter.requestDevice({
    requiredFeatures: subgroups ? ["subgroups"] : [],
    requiredLimits: {
      maxBufferSize: Math.min(maxBufferSize, LARGEST_BUFFER),
      maxStorageBufferBindingSize: Math.min(maxStorageBufferBindingSize, LARGEST_BUFFER),
    },
  });
}

/**
 * What the device answers. When the graphics process is gone, the browser refuses with errors of
 * its own, and sooner than it says that the device is lost.
 */
export async function answered<T>(question: Promise<T>): Promise<T> {
  try {
    return await question;
  } catch (cause) {
    throw new LabError(
      "lost",
      `The GPU was lost (${String(cause)}).`,
      "Continue from the last checkpoint.",
    );
  }
}

/** Milliseconds within which a browser that refused something says that the device is lost. */
const SAYS_SO_WITHIN = 200;

/** Why the device may no longer be used, once the browser has had time to say so. */
export async function lostBy({ lost, fault }: OpenDevice): Promise<string | null> {
  await Promise.race([lost, new Promise((resolve) => setTimeout(resolve, SAYS_SO_WITHIN))]);
  return fault();
}

function watch(device: GPUDevice, info: GPUAdapterInfo | undefined): OpenDevice {
  let fault: string | null = null;
  const lost = new Promise<{ reason: string }>((resolve) => {
    const fail = (reason: string): void => {
      fault ??= reason;
      resolve({ reason: fault });
    };
    device.lost
      .then((loss) => fail(`${loss.reason}: ${loss.message}`))
      .catch((cause: unknown) => fail(String(cause)));
    device.addEventListener("uncapturederror", (event) =>
      fail(`uncaptured error: ${event.error.message}`),
    );
  });
  const quads =
    device.features.has("subgroups") && info?.subgroupMinSize === 4 && info.subgroupMaxSize === 4;
  return {
    device,
    description: describe(info),
    software: isSoftware(info),
    quads,
    lost,
    fault: () => fault,
  };
}

function isSoftware(info: GPUAdapterInfo | undefined): boolean {
  if (info === undefined) return false;
  return (
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|basic render|warp/i.test(
      `${info.architecture} ${info.description}`,
    )
  );
}

function describe(info: GPUAdapterInfo | undefined): string {
  if (info === undefined) return "unknown adapter";
  if (/swiftshader/i.test(`${info.architecture} ${info.description}`))
    return "SwiftShader (software)";
  const name =
    info.description !== "" ? info.description : `${info.vendor} ${info.architecture}`.trim();
  return `${name === "" ? "unnamed adapter" : name}${isSoftware(info) ? " (software)" : ""}`;
}
