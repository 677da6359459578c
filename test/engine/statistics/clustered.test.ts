import { simulate } from './simulate.ts';

simulate('clustered');
