/** The engine's face for pages: arithmetic on what documents hold, nothing that reads code. */

export { DIMENSION_IDS } from './dimensions/dimension.ts';
export { meansUnder, type WhatIfCell, type WhatIfTable, whatIfTable } from './score/whatIf.ts';
