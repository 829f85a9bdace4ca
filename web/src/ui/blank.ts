/** True for what has nothing that can be seen, as the API has it (worker/domain/fields.ts). */
export const isBlank = (text: string): boolean =>
  /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]*$/u.test(text)
