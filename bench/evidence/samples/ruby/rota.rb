# frozen_string_literal: true

require "date"

# Who has which shift, with a rest between two of them.
class Rota
  REST_HOURS = 11

  Shift = Struct.new(:name, :day, :from, :to)

  def initialize(most_hours: 40)
    @most_hours = most_hours
    @shifts = []
  end

  # Says why a shift cannot be given, or nil if it was.
  def assign(name, day, from, to)
    return :invalid unless from < to && to <= 24
    return :too_many_hours if hours(name) + (to - from) > @most_hours
    return :no_rest if clashes?(name, day, from, to)

    @shifts << Shift.new(name, day, from, to)
    nil
  end

  def hours(name)
    of(name).sum { |shift| shift.to - shift.from }
  end

  def free?(name, day)
    of(name).none? { |shift| shift.day == day }
  end

  def release(name, day)
    before = @shifts.size
    @shifts.reject! { |shift| shift.name == name && shift.day == day }
    before - @shifts.size
  end

  # The days of a range on which fewer than so many work.
  def gaps(days, wanted: 1)
    days.select { |day| @shifts.count { |shift| shift.day == day } < wanted }
  end

  def pay(name, rate)
    of(name).sum do |shift|
      hours = shift.to - shift.from
      bonus = shift.day.sunday? ? 2 : 1
      night = shift.to > 22 ? (shift.to - 22) * rate / 2 : 0
      hours * rate * bonus + night
    end
  end

  def to_s
    return "empty" if @shifts.empty?

    lines = @shifts.sort_by { |shift| [shift.day, shift.from] }.map do |shift|
      "#{shift.day.strftime('%a')} #{shift.from}-#{shift.to} #{shift.name}"
    end
    lines.join("\n")
  end

  private

  def of(name)
    @shifts.select { |shift| shift.name == name }
  end

  def clashes?(name, day, from, to)
    of(name).any? do |shift|
      distance = (day - shift.day).to_i * 24
      from + distance < shift.to + REST_HOURS && shift.from < to + distance + REST_HOURS
    end
  end
end
