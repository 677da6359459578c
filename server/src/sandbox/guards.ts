import { type Any, apply, arrayPrototype, defineProperty, type Fn } from './pristine.ts';
import { left, stop } from './state.ts';

/** More elements than the memory holds: such an array is nearly empty. */
const MOST_ELEMENTS = 20_000_000;

/** Methods that go over a whole array inside QuickJS, where nothing can stop them. */
const METHODS =
  'concat copyWithin every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes indexOf ' +
  'join lastIndexOf map reduce reduceRight reverse shift slice some sort splice toReversed toSorted toSpliced ' +
  'unshift with';

/** Ends an input that goes over billions of holes, as if it had done so step by step. */
export function installGuards(): void {
  const names = METHODS.split(' ');
  for (let i = 0; i < names.length; i++) {
    const real = (arrayPrototype as Any)[names[i]] as Fn;
    const guarded = {
      [names[i]](this: Any) {
        if (this !== null && this !== undefined && this.length > MOST_ELEMENTS) {
          left[0] = -1;
          stop();
        }
        // biome-ignore lint/complexity/noArguments: how many there are matters, and a rest parameter is slower
        return apply(real, this, arguments as Any);
      },
    }[names[i]];
    defineProperty(guarded, 'length', { value: real.length, configurable: true });
    defineProperty(arrayPrototype, names[i], { value: guarded, writable: true, configurable: true });
  }
}
