import { createRandom, pick } from './random.ts';

const WORDS =
  `acorn amber anchor apron arrow aspen autumn badger bamboo barley basin beacon beaver birch bison blossom bonnet
boulder bramble brass breeze brick bridle brook buckle bunting burrow butter button cabin cactus camel candle canoe canyon
carpet carrot castle cedar cellar chalk cherry chestnut cider cinder clover cobble cocoa comet copper coral cotton cradle
crane cricket crocus crystal cuckoo curtain cushion cymbal cypress daffodil dagger daisy dawn desert dolphin donkey dragon
drummer dune eagle echidna elbow elder ember emerald falcon feather fennel ferry fiddle finch flannel flint florin flute
forest fossil fountain foxglove frost garden garlic gazelle geyser ginger glacier glider goblet gondola goose gopher granite
grape gravel grove guitar gull hammer hamlet harbor harvest hawthorn hazel heather hedge heron hickory hollow honey hornet
icicle island ivory jacket jasmine jasper jewel juniper kestrel kettle kitten ladder lagoon lantern larch lark lavender
lemon lentil lilac linen lobster lotus lumber lupin magnet mallow mango maple marble marigold meadow melon mercury meteor
mint mirror mitten molasses monsoon mortar mosaic moss mountain mulberry mustard myrtle nectar needle nettle nickel noodle
nutmeg oasis olive onion orchard orchid osprey otter oyster paddle panther paprika parsley pasture peach pebble pelican
pepper petal pewter pheasant pigeon pillow pistachio plum pollen pony poplar porridge prairie pumpkin puppet quail quarry
quartz quiver rabbit radish raft raisin raven reed ribbon rooster rosemary ruby saddle saffron salmon sandal sapphire
satchel sausage scarlet seagull shadow shepherd shovel silk silver sparrow spindle sponge spruce squirrel stable starling
steeple stork strudel sunset swallow swan syrup tadpole tangerine tapestry teapot thicket thimble thistle thunder tiger
timber toffee tomato topaz tortoise trumpet tulip tundra turnip turtle tweed umbrella valley vanilla velvet vineyard violet
violin vulture waffle wagon walnut walrus warbler weasel whisker willow window winter wombat wren yarrow zephyr zinnia`.split(
    /\s+/,
  );

/** Gives names made of unrelated words, each once, in the case style of the old name. */
export function createNamer(seed: string, taken: (name: string) => boolean): (old: string) => string {
  const random = createRandom(seed);
  const given = new Set<string>();
  return (old) => {
    for (let attempt = 0; ; attempt++) {
      const count = Math.min(3, Math.max(1, wordsOf(old).length)) + Math.floor(attempt / 20);
      const name = inStyleOf(
        old,
        Array.from({ length: count }, () => pick(WORDS, random)),
      );
      // File systems that ignore case must not see two names as one.
      const key = name.toLowerCase();
      if (given.has(key) || taken(name)) continue;
      given.add(key);
      return name;
    }
  };
}

function wordsOf(name: string): string[] {
  return name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
}

function inStyleOf(old: string, words: readonly string[]): string {
  const prefix = /^[_$]*/.exec(old)![0];
  const bare = old.slice(prefix.length);
  const capitals = words.map((word) => word[0]!.toUpperCase() + word.slice(1));
  if (/^use[A-Z]/.test(bare)) return `${prefix}use${capitals.join('')}`;
  if (bare.includes('-')) return prefix + words.join('-');
  if (/^[A-Z][A-Z\d_]+$/.test(bare)) return prefix + words.join('_').toUpperCase();
  if (bare.includes('_')) return prefix + words.join('_');
  if (/^[A-Z]/.test(bare)) return prefix + capitals.join('');
  return prefix + words[0] + capitals.slice(1).join('');
}
