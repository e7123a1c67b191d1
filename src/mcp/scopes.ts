/** What an agent's token may allow. */
export const READ_SCOPE = 'Porter.Read';
export const ACT_SCOPE = 'Porter.Act';
