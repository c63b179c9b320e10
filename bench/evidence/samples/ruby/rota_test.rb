require "minitest/autorun"
require_relative "rota"

class RotaTest < Minitest::Test
  MONDAY = Date.new(2024, 1, 1)
  SUNDAY = Date.new(2024, 1, 7)

  def setup
    @rota = Rota.new
    assert_nil @rota.assign("Ada", MONDAY, 8, 16)
  end

  def test_counts_hours
    @rota.assign("Ada", MONDAY + 1, 8, 12)
    @rota.assign("Bob", MONDAY, 8, 12)
    assert_equal 12, @rota.hours("Ada")
    assert_equal 0, @rota.hours("Eve")
  end

  def test_refuses_a_shift_that_is_none
    assert_equal :invalid, @rota.assign("Bob", MONDAY, 9, 9)
    assert_equal :invalid, @rota.assign("Bob", MONDAY, 20, 25)
    assert_nil @rota.assign("Bob", MONDAY, 20, 24)
  end

  def test_gives_forty_hours_but_no_more
    (1..4).each { |n| assert_nil @rota.assign("Ada", MONDAY + n, 8, 16) }
    assert_equal :too_many_hours, @rota.assign("Ada", MONDAY + 5, 8, 9)
  end

  def test_another_maximum
    rota = Rota.new(most_hours: 4)
    assert_equal :too_many_hours, rota.assign("Ada", MONDAY, 8, 13)
    assert_nil rota.assign("Ada", MONDAY, 8, 12)
  end

  def test_rest_after_a_shift
    assert_equal :no_rest, @rota.assign("Ada", MONDAY + 1, 2, 6)
    assert_nil @rota.assign("Ada", MONDAY + 1, 3, 6)
  end

  def test_rest_before_a_shift
    assert_equal :no_rest, @rota.assign("Ada", MONDAY - 1, 20, 22)
    assert_nil @rota.assign("Ada", MONDAY - 1, 20, 21)
  end

  def test_others_need_no_rest
    assert_nil @rota.assign("Bob", MONDAY, 8, 16)
  end

  def test_free_days
    refute @rota.free?("Ada", MONDAY)
    assert @rota.free?("Ada", SUNDAY)
    assert @rota.free?("Bob", MONDAY)
  end

  def test_releases_one_shift
    @rota.assign("Ada", MONDAY + 1, 8, 16)
    @rota.assign("Bob", MONDAY, 8, 16)
    assert_equal 1, @rota.release("Ada", MONDAY)
    assert_equal 0, @rota.release("Ada", MONDAY)
    assert_equal "Mon 8-16 Bob\nTue 8-16 Ada", @rota.to_s
  end

  def test_finds_gaps
    days = MONDAY..(MONDAY + 1)
    assert_equal [MONDAY + 1], @rota.gaps(days)
    assert_equal [MONDAY, MONDAY + 1], @rota.gaps(days, wanted: 2)
  end

  def test_pays_by_the_hour
    assert_equal 80, @rota.pay("Ada", 10)
    assert_equal 0, @rota.pay("Bob", 10)
  end

  def test_pays_sundays_twice
    @rota.assign("Bob", SUNDAY, 8, 12)
    assert_equal 80, @rota.pay("Bob", 10)
  end

  def test_pays_half_more_at_night
    @rota.assign("Bob", MONDAY, 20, 24)
    @rota.assign("Eve", MONDAY, 20, 22)
    assert_equal 50, @rota.pay("Bob", 10)
    assert_equal 20, @rota.pay("Eve", 10)
  end

  def test_tells_shifts_in_order
    @rota.assign("Bob", MONDAY, 6, 9)
    assert_equal "Mon 6-9 Bob\nMon 8-16 Ada", @rota.to_s
    assert_equal "empty", Rota.new.to_s
  end
end
