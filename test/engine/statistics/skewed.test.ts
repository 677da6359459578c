import { simulate } from './simulate.ts';

simulate('skewed');
