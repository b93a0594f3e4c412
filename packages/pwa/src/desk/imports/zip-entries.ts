/** A file inside a zip, as the zip's own directory tells it. */
interface ZipEntry {
  readonly name: string;
  /** 0: as it is, 8: deflated. */
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Where its own head begins. */
  readonly at: number;
}

/** The directory of a zip, without unpacking anything. Undefined: no zip, or one whose directory cannot be trusted (64-bit sizes, cut off). */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return undefined;
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return undefined;
    const unpacked = view.getUint32(at + 24, true);
    if (unpacked === 0xffffffff) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked,
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The end of the directory stands in the last 64 KB. */
function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return undefined;
}

/** Files of a zip by name. */
export type ZipFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** The XML of an office file. Refuses, as it is unpacked, what is more than the zip said: fflate would cut it off in silence. */
export async function unpackXml(bytes: Uint8Array<ArrayBuffer>): Promise<ZipFiles> {
  const wanted = (zipEntries(bytes) ?? []).filter(({ name }) => /\.(xml|rels)$/i.test(name));
  return new Map(await Promise.all(wanted.map(async (entry) => [entry.name, await contentOf(bytes, entry)] as const)));
}

async function contentOf(bytes: Uint8Array<ArrayBuffer>, { at, method, packed, unpacked }: ZipEntry) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const content = bytes.subarray(from, from + packed);
  if (method === 0) return content;
  const inflated = new Blob([content]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  let left = unpacked;
  const promised = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      left -= chunk.length;
      if (left < 0) throw new RangeError('more than the zip said');
      controller.enqueue(chunk);
    },
  });
  return new Uint8Array(await new Response(inflated.pipeThrough(promised)).arrayBuffer());
}
