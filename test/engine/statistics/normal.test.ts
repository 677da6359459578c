import { simulate } from './simulate.ts';

simulate('normal');
