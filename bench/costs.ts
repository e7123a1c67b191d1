/** What costs the time where a goal is missed, by the measure's id; found by profiling (`node --cpu-prof`), not by this run. */
export const COSTS: { readonly [id: string]: string } = {};
