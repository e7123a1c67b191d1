/**
 * A set of texts with two numbers beside each, for a million rows in some 30 MB: texts are kept as 64 bits of hash.
 * Two of a million texts share a hash once in about 40 million imports.
 */
export interface KeyTable {
  /** @returns the entry of the key, added with both numbers 0 when it is new */
  entry(key: string): number;
  /** @returns the entry, or -1 */
  find(key: string): number;
  /** Two unsigned 32-bit numbers of an entry, for whatever the user counts. */
  first(entry: number): number;
  second(entry: number): number;
  set(entry: number, first: number, second: number): void;
}

const FIELDS = 4;

export function createKeyTable(): KeyTable {
  let slots = new Uint32Array(1 << 12);
  let entries = new Uint32Array((1 << 11) * FIELDS);
  let size = 0;

  /** The slot that holds the hash, or the free one where it would go. */
  function slotOf(high: number, low: number): number {
    const mask = slots.length - 1;
    let slot = low & mask;
    for (;;) {
      const held = slots[slot] ?? 0;
      if (held === 0) return slot;
      const at = (held - 1) * FIELDS;
      if (entries[at] === high && entries[at + 1] === low) return slot;
      slot = (slot + 1) & mask;
    }
  }

  function grow(): void {
    const larger = new Uint32Array(entries.length * 2);
    larger.set(entries);
    entries = larger;
    slots = new Uint32Array(slots.length * 2);
    for (let entry = 0; entry < size; entry++) {
      const at = entry * FIELDS;
      slots[slotOf(entries[at] ?? 0, entries[at + 1] ?? 0)] = entry + 1;
    }
  }

  return {
    entry(key) {
      const [high, low] = hash(key);
      const held = slots[slotOf(high, low)] ?? 0;
      if (held !== 0) return held - 1;
      if (size * 2 >= slots.length) grow();
      slots[slotOf(high, low)] = size + 1;
      entries[size * FIELDS] = high;
      entries[size * FIELDS + 1] = low;
      return size++;
    },
    find(key) {
      const [high, low] = hash(key);
      return (slots[slotOf(high, low)] ?? 0) - 1;
    },
    first: (entry) => entries[entry * FIELDS + 2] ?? 0,
    second: (entry) => entries[entry * FIELDS + 3] ?? 0,
    set(entry, first, second) {
      entries[entry * FIELDS + 2] = first;
      entries[entry * FIELDS + 3] = second;
    },
  };
}

/** 32 bits of a text, unsigned; enough to tell whether two rows of one key say the same. */
export function digest(text: string): number {
  return hash(text)[0];
}

/** Two lanes of 32 bits each, mixed like MurmurHash3's. */
function hash(text: string): [number, number] {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 2_654_435_761);
    two = Math.imul(two ^ unit, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909);
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return [one >>> 0, two >>> 0];
}
