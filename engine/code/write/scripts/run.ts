/**
 * A run as one script for PyTorch: the same network, first weights, pictures, batches and rule, on
 * one machine or, with torchrun, on several GPUs.
 */
import type { Recipe, ScheduleSpec } from "../../../train/recipe";
import { scheduleEnd, scheduleText, optimiserText } from "../optimiser";
import { torchClass, type TorchClass } from "../pytorch";
import {
  changesOf,
  clipLines,
  frozenLines,
  lossText,
  scheduleSteps,
  strokeLines,
} from "../training";

export interface RunScript {
  readonly recipe: Recipe;
  readonly title: string;
  readonly steps: number;
  /** Names of the files beside the script. */
  readonly files: {
    readonly first: string;
    /** The weights that the lab has found so far; null: none. */
    readonly present: string | null;
    readonly data: string;
    readonly trained: string;
  };
}

interface Written extends RunScript {
  readonly net: TorchClass;
  /** What is done to each picture of a batch, as transforms of torchvision. */
  readonly prepare: readonly string[];
}

/** Throws LabError "unsupported" where PyTorch has no such layer. */
export function runScript(script: RunScript): string {
  const { recipe } = script;
  const net = torchClass(recipe.network);
  const written = { ...script, net, prepare: changesOf({ ...recipe, transform: [] }) };
  return [
    ...headLines(written),
    ...strokeLines(recipe),
    "",
    ...net.lines,
    "",
    "",
    ...PROCESSES,
    ...dataLines(written),
    ...netLines(written),
    ...loopLines(written),
    ...endLines(written),
  ].join("\n");
}

function headLines({ recipe, title, steps, files, prepare }: Written): readonly string[] {
  const { seed, batch, augment = [] } = recipe;
  return [
    `"""${title.replaceAll(/["\\]/g, "")}: a run of ConvLab in PyTorch.`,
    "",
    "The same network, first weights, pictures, batches and rule.",
    "",
    "On one machine:   python train.py",
    "On several GPUs:  torchrun --nproc_per_node=4 train.py",
    "",
    `Beside it: ${files.first} (first weights), ${files.data} (pictures, labels, batches).`,
    ...(files.present === null
      ? []
      : [
          `${files.present} has the weights that the lab found: begin with them by its name below.`,
        ]),
    `It writes ${files.trained}: open that file in ConvLab's lab, where this network is open.`,
    ...(augment.length > 0
      ? ["How pictures are shifted or flipped is drawn anew: losses differ a little."]
      : []),
    '"""',
    "import os",
    "",
    "import numpy as np",
    "import torch",
    "import torch.nn.functional as F",
    "from safetensors.torch import load_file, save_file  # pip install safetensors",
    "from torch import distributed, nn",
    ...(prepare.length === 0 ? [] : ["from torchvision import transforms"]),
    "",
    `STEPS, BATCH, SEED = ${steps}, ${batch}, ${seed}`,
    "",
  ];
}

/** One process, or those that torchrun began. */
const PROCESSES = [
  'rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))',
  'assert BATCH % world == 0, f"{BATCH} pictures cannot be shared by {world} processes"',
  'device = torch.device("cpu")',
  "if torch.cuda.is_available():",
  '    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))',
  "    torch.cuda.set_device(device)",
  "if world > 1:",
  '    distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")',
  "torch.manual_seed(SEED + rank)",
  "",
];

function dataLines({ recipe, files }: Written): readonly string[] {
  const { network } = recipe;
  return [
    `data = np.load("${files.data}")`,
    "",
    "",
    "def part(name):",
    '    pictures = torch.from_numpy(data["x_" + name]).float() / 255',
    ...normalLines(recipe),
    `    return pictures.reshape(-1, ${network.input.join(", ")}), torch.from_numpy(data["y_" + name]).long()`,
    "",
    "",
    'pictures_train, labels_train = part("train")',
    'pictures_test, labels_test = part("test")',
    "",
    "",
    "def batch_of(step):",
    '    """The pictures of a step: as in the lab, and drawn anew behind what the lab says."""',
    '    if step < len(data["order"]):',
    '        return data["order"][step]',
    "    epoch, at = divmod(step, len(labels_train) // BATCH)",
    "    mixed = np.random.default_rng(SEED + epoch).permutation(len(labels_train))",
    "    return mixed[at * BATCH : (at + 1) * BATCH]",
    "",
    "",
  ];
}

function netLines({ recipe, files, net, prepare }: Written): readonly string[] {
  const { network, schedule, learningRate } = recipe;
  const hasNorm = network.layers.some(({ op }) => op === "batchnorm");
  return [
    "net = Net()",
    `net.load_state_dict(load_file("${files.first}"))${
      files.present === null ? "" : `  # or "${files.present}"`
    }`,
    "whole = net.to(device)",
    ...frozenLines(recipe, net.attributes),
    `optimiser = ${optimiserText(recipe)}`,
    ...(changes(schedule) ? [`schedule = ${scheduleText(schedule, learningRate)}`] : []),
    "if world > 1:",
    ...(hasNorm
      ? [
          '    if device.type == "cuda":  # statistics of the whole batch, as on one machine',
          "        whole = net = nn.SyncBatchNorm.convert_sync_batchnorm(net)",
        ]
      : []),
    "    net = nn.parallel.DistributedDataParallel(net)",
    ...(prepare.length === 0 ? [] : [`prepare = transforms.Compose([${prepare.join(", ")}])`]),
    "",
  ];
}

function loopLines({ recipe, prepare }: Written): readonly string[] {
  const { network, schedule } = recipe;
  return [
    "net.train()",
    "for step in range(STEPS):",
    "    mine = torch.from_numpy(batch_of(step)[rank::world].astype(np.int64))",
    "    pictures, labels = pictures_train[mine].to(device), labels_train[mine].to(device)",
    ...(prepare.length === 0
      ? []
      : ["    pictures = torch.stack([prepare(picture) for picture in pictures])"]),
    "    optimiser.zero_grad()",
    ...(network.heads === undefined ? [] : ["    results = net(pictures)"]),
    `    loss = ${lossText(recipe)}`,
    "    loss.backward()",
    ...clipLines(recipe),
    "    optimiser.step()",
    ...(changes(schedule) ? scheduleSteps(scheduleEnd(schedule)) : []),
    "    loss = loss.detach()",
    "    if world > 1:",
    "        distributed.all_reduce(loss)",
    "    if rank == 0 and (step < 10 or (step + 1) % 50 == 0):",
    '        known = data["losses"]',
    '        lab = f", {known[step]:.6f} in the lab" if step < len(known) else ""',
    '        print(f"step {step + 1}: loss {loss.item() / world:.6f}{lab}")',
    "",
  ];
}

function endLines({ recipe: { network }, files }: Written): readonly string[] {
  return [
    "if rank == 0:",
    "    whole.eval()",
    "    right = 0",
    "    with torch.no_grad():",
    "        for at in range(0, len(labels_test), 500):",
    "            results = whole(pictures_test[at : at + 500].to(device))",
    ...(network.heads === undefined ? [] : ["            results = results[0]"]),
    "            right += (results.argmax(1).cpu() == labels_test[at : at + 500]).sum().item()",
    '    print(f"{100 * right / len(labels_test):.1f} % of the held-out pictures right")',
    "    trained = {name: value.detach().cpu().contiguous() for name, value in whole.state_dict().items()}",
    `    save_file(trained, "${files.trained}")`,
    "if world > 1:",
    "    distributed.destroy_process_group()",
    "",
  ];
}

function changes(schedule: ScheduleSpec | undefined): schedule is ScheduleSpec {
  return schedule !== undefined && schedule.kind !== "constant";
}

/** What the pictures of the data file still want: means of pixels are in it already. */
function normalLines({ transform = [] }: Recipe): readonly string[] {
  return transform.flatMap((one) =>
    one.kind === "normalise" ? [`    pictures = (pictures - ${one.mean}) / ${one.std}`] : [],
  );
}
