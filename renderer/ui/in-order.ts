/**
 * Keeps answers in the order of their questions: `ask` before one, and what it gives says of the answer whether it is still news. An
 * answer that a later question has overtaken is none; one that comes before that of a later question is shown until then.
 */
export function inOrder(): { readonly ask: () => () => boolean } {
  let asked = 0;
  let answered = 0;
  return {
    ask: () => {
      asked += 1;
      const mine = asked;
      return () => {
        if (mine < answered) return false;
        answered = mine;
        return true;
      };
    },
  };
}
