import { simulate } from './simulate.ts';

simulate('tied');
