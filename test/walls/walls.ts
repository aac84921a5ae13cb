/** Holds the imports of the house against its table of rooms. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { computed, importsOf } from './imports.js';
import type { Room } from './room.js';
import { rooms as allRooms } from './rooms.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Texts by path from the root. */
export type Files = ReadonlyMap<string, string>;

export function sourceFiles(): Files {
  const paths = ['src', 'rules'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** One line for each import that the table does not allow: `file:line imports what (why not)`. */
export function breaches(files: Files, rooms: readonly Room[] = allRooms): readonly string[] {
  return [...files].flatMap(([path, text]) => breachesOf(path, text, files, rooms));
}

function breachesOf(path: string, text: string, files: Files, rooms: readonly Room[]): readonly string[] {
  const room = roomOf(path, rooms);
  if (room === null) return [`${path}:1 is in no room: give its folder an entry in test/walls/rooms.ts`];
  return importsOf(text).flatMap(({ specifier, names, line }) => {
    const because = specifier.startsWith('.')
      ? ownFault(room, fileOf(path, specifier, files), rooms)
      : packageFault(room, specifier, names);
    return because === null ? [] : [`${path}:${line ?? '?'} imports ${specifier}: ${because}`];
  });
}

function fileOf(from: string, specifier: string, files: Files): string | null {
  const path = normalize(join(dirname(from), specifier)).replaceAll('\\', '/');
  return [path.replace(/\.js$/u, '.ts'), path].find((each) => files.has(each)) ?? null;
}

function ownFault(room: Room, target: string | null, rooms: readonly Room[]): string | null {
  if (target === null) return 'there is no such file in src or rules';
  const there = roomOf(target, rooms);
  if (there === null) return 'it is in no room';
  const house = houseOf(there, rooms);
  if (house !== null && house !== houseOf(room, rooms)) return houseFault(room, house, target);
  if (there === room || room.imports.includes(there.path)) return null;
  return `${room.path} may not import ${there.path}`;
}

/** From outside, a room with doors is entered through one of them. */
function houseFault(room: Room, house: Room, target: string): string | null {
  if (!room.imports.includes(house.path)) return `${room.path} may not import ${house.path}`;
  if (house.doors?.includes(target) !== false) return null;
  return `${target} is not a door of ${house.path}`;
}

/** The room with doors that a room is, or lies in. */
function houseOf({ path }: Room, rooms: readonly Room[]): Room | null {
  return (
    rooms.find((each) => each.doors !== undefined && (path === each.path || path.startsWith(`${each.path}/`))) ?? null
  );
}

function packageFault(room: Room, specifier: string, names: readonly string[]): string | null {
  if (specifier === computed) return 'which module, only the running program knows';
  const isAllowed = room.packages.some((each) =>
    each.endsWith('*') ? specifier.startsWith(each.slice(0, -1)) : specifier === each,
  );
  if (!isAllowed) return `${room.path} may not import this package`;
  for (const { prefix, only, why } of room.names ?? []) {
    if (!specifier.startsWith(prefix)) continue;
    const wrong = names.find((name) => !only.test(name));
    if (wrong !== undefined) return `${wrong}: ${why}`;
  }
  return null;
}

/** The innermost room that a path lies in. `src/*.ts` is the room of files that stand in `src` itself. */
export function roomOf(path: string, rooms: readonly Room[]): Room | null {
  const holding = rooms.filter((room) =>
    room.path.endsWith('/*.ts')
      ? dirname(path) === dirname(room.path)
      : path === room.path || path.startsWith(`${room.path}/`),
  );
  return holding.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null;
}

/** Groups of rooms or files that import each other, each sorted; empty where all arrows run one way. */
export function circles(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const reach = new Map([...edges.keys()].map((from) => [from, reachable(from, edges)]));
  const found = new Map<string, readonly string[]>();
  for (const [from, there] of reach) {
    if (!there.has(from)) continue;
    const circle = [...there].filter((each) => reach.get(each)?.has(from) === true).sort();
    found.set(circle.join(), circle);
  }
  return [...found.values()];
}

function reachable(from: string, edges: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...(edges.get(from) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(edges.get(next) ?? []));
  }
  return seen;
}

export function roomEdges(rooms: readonly Room[]): ReadonlyMap<string, readonly string[]> {
  return new Map(rooms.map(({ path, imports }) => [path, imports]));
}

export function fileEdges(files: Files): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...files].map(([path, text]) => [
      path,
      importsOf(text).flatMap(({ specifier }) => {
        const target = specifier.startsWith('.') ? fileOf(path, specifier, files) : null;
        return target === null ? [] : [target];
      }),
    ]),
  );
}

/** Doors that no other room goes through. */
export function unusedDoors(files: Files, rooms: readonly Room[] = allRooms): readonly string[] {
  const entered = new Set<string>();
  for (const [path, targets] of fileEdges(files)) {
    const from = roomOf(path, rooms);
    for (const target of targets) {
      const there = roomOf(target, rooms);
      if (from !== null && there !== null && houseOf(there, rooms) !== houseOf(from, rooms)) entered.add(target);
    }
  }
  return rooms.flatMap(({ doors = [] }) => doors).filter((door) => !entered.has(door));
}

/** Entries of the table that nothing uses any more: `room → import`. */
export function unused(files: Files, rooms: readonly Room[] = allRooms): readonly string[] {
  const used = new Set<string>();
  for (const [path, targets] of fileEdges(files)) {
    const from = roomOf(path, rooms)?.path;
    for (const target of targets) {
      const there = roomOf(target, rooms);
      used.add(`${from} → ${there?.path}`);
      if (there !== null) used.add(`${from} → ${houseOf(there, rooms)?.path}`);
    }
  }
  return rooms
    .flatMap(({ path, imports }) => imports.map((each) => `${path} → ${each}`))
    .filter((each) => !used.has(each));
}
