/** Places of what instances say: in the `.tf` files where the source is given, else in the JSON. */
import type { Locator, Place } from '../../estate/locator.js';
import type { InputFile } from '../input-file.js';
import { pointerTo } from '../json/json-pointer.js';
import { locate } from '../json/locate.js';
import type { SourceOfPlan } from './knowledge.js';
import type { Spot } from './model.js';

export interface Located {
  readonly spotOf: (pointer: string) => Spot | null;
  /** An instance's origin is the number of its file in this list, and a JSON pointer in it. */
  readonly files: readonly InputFile[];
  /** By the number of the file. */
  readonly sources: ReadonlyMap<number, { readonly source: SourceOfPlan; readonly prefix: string }>;
}

/** `2/resource_changes/3/change/after` */
export function originIn(file: number, pointer: string): string {
  return `${file}${pointer}`;
}

export function partsOf(origin: string): { readonly file: number; readonly pointer: string } {
  const slash = origin.indexOf('/');
  return slash < 0
    ? { file: Number(origin), pointer: '' }
    : { file: Number(origin.slice(0, slash)), pointer: origin.slice(slash) };
}

/** What people call it: the instance, and the attribute where one is meant. */
function addressOf({ instance, path }: Spot): string {
  return instance.address + path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
}

export function terraformLocator({ spotOf, files, sources }: Located): Locator {
  return {
    placesOf: (pointers) => {
      const places = new Map<string, Place>();
      const inJson = new Map<number, Map<string, { readonly pointer: string; readonly address: string }[]>>();
      for (const pointer of pointers) {
        const spot = spotOf(pointer);
        if (spot?.instance.origin === undefined) continue;
        const { file, pointer: base } = partsOf(spot.instance.origin);
        const beside = sources.get(file);
        const own = spot.instance.address.slice(beside?.prefix.length);
        const found = beside?.source.placeOf(own, spot.path, spot.within);
        if (found !== undefined && found !== null) {
          places.set(pointer, found);
          continue;
        }
        const wanted = inJson.get(file) ?? new Map<string, { readonly pointer: string; readonly address: string }[]>();
        inJson.set(file, wanted);
        const at = base + pointerTo(spot.path);
        wanted.set(at, [...(wanted.get(at) ?? []), { pointer, address: addressOf(spot) }]);
      }
      for (const [number, wanted] of inJson) {
        const file = files[number];
        if (file === undefined) continue;
        for (const [at, place] of locate(file.text ?? '', wanted.keys()))
          for (const { pointer, address } of wanted.get(at) ?? [])
            places.set(pointer, { file: file.name, address, ...place });
      }
      return places;
    },
    // Values of plans and states are not shown.
    excerptOf: () => null,
  };
}
