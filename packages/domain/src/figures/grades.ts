/** 满意、基本满意、不满意. */
export const evaluationGrades = ['satisfied', 'basicallySatisfied', 'unsatisfied'] as const;
export type EvaluationGrade = (typeof evaluationGrades)[number];
