/** The shapes of the commands beside and after the main line. */
export const sidePayloads = {};
