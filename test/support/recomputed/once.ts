/** What a function tells of each text, worked out once. */
export function once<T>(told: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const value = known.get(text) ?? told(text);
    known.set(text, value);
    return value;
  };
}
