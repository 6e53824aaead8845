// What was asked before, and the answer that came or comes. By type first: no text has to be put together for each question.
import type { Answer, RecordType } from './resolver'

export class AnswersKept {
  size = 0
  private readonly byType = new Map<RecordType, Map<string, Promise<Answer<unknown>>>>()

  get(name: string, type: RecordType): Promise<Answer<unknown>> | undefined {
    return this.byType.get(type)?.get(name)
  }

  /** Of what is not kept yet. */
  add(name: string, type: RecordType, answer: Promise<Answer<unknown>>): void {
    let names = this.byType.get(type)
    if (!names) {
      names = new Map()
      this.byType.set(type, names)
    }
    names.set(name, answer)
    this.size++
  }
}
