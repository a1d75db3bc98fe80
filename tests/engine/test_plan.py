"""Does a plan run the tape's records, no more, in memory that is shared but never mixed up?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine import layers, ops, settings
from engine.memory import LINE, Buffer, arrange
from engine.plan import Plan
from engine.tape import Spec, Tape, gradients
from engine.variables import Variable

lives = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 30), st.integers(0, 12)), min_size=1, max_size=60
)


@given(lives)
def test_buffers_that_live_together_never_overlap(spans):
    buffers = [Buffer(size, first, first + length) for size, first, length in spans]
    top = arrange(buffers)
    for index, one in enumerate(buffers):
        assert one.offset % LINE == 0 and one.offset + one.size <= top
        for other in buffers[index + 1 :]:
            together = one.first <= other.last and other.first <= one.last
            apart = one.offset + one.size <= other.offset or other.offset + other.size <= one.offset
            assert not together or apart or not one.size or not other.size


def test_memory_of_a_long_chain_is_that_of_its_two_largest_neighbours():
    tape = Tape()
    with tape:
        value = tape.feed(Spec((100, 100)))
        for _ in range(50):
            value = ops.tanh(value)
    assert Plan(tape, [value]).arena.nbytes <= 3 * 100 * 100 * 4 + 4096


def test_records_that_nobody_reads_are_not_run():
    tape = Tape()
    with tape:
        x = tape.feed(Spec((4,)))
        ops.exp(x)
        wanted = ops.tanh(x)
    assert [name for name, _, _ in Plan(tape, [wanted]).steps] == ["activations.tanh"]


def test_relu_is_done_by_the_product_before_it():
    layer = layers.Dense(3, activation="relu")
    tape = Tape()
    with tape:
        result = layer(tape.feed(Spec((2, 4))))
        slopes = gradients(tape, ops.sum(result), [tape.read(layer.kernel)])
    plan = Plan(tape, [result, *slopes])
    assert "activations.relu" not in [name for name, _, _ in plan.steps]
    x = np.random.default_rng(0).standard_normal((2, 4)).astype("f")
    found, slope = plan.run(x)
    product = x @ layer.kernel.numpy()
    np.testing.assert_allclose(found, np.maximum(product, 0), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(slope, x.T @ (product > 0), rtol=1e-5, atol=1e-6)


def test_relu_stays_when_the_value_before_it_is_read_as_well():
    settings.set_random_seed(0)
    layer = layers.Dense(3)
    tape = Tape()
    with tape:
        before = layer(tape.feed(Spec((20, 4))))
        after = ops.relu(before)
    x = np.random.default_rng(0).standard_normal((20, 4)).astype("f")
    found = Plan(tape, [before, after]).run(x)
    assert (found[0] < 0).any()
    np.testing.assert_array_equal(found[1], np.maximum(found[0], 0))


def test_what_copies_numbers_becomes_another_name_for_them():
    tape = Tape()
    with tape:
        x = tape.feed(Spec((5, 1)))
        slope = gradients(tape, ops.sum(ops.mean(ops.square(x), axis=-1)), [x])
        same = ops.transpose(ops.broadcast_to(x * 1.0, (1, 5, 1)), (1, 0, 2))
    plan = Plan(tape, [same, *slope])
    moved = {name for name, _, _ in plan.steps} & {"movement.strided_copy", "reduction.mean"}
    assert not moved
    numbers = np.arange(5, dtype="f").reshape(5, 1)
    found, slope = plan.run(numbers)
    np.testing.assert_array_equal(found, numbers.reshape(5, 1, 1))
    np.testing.assert_array_equal(slope, 2 * numbers)


def test_a_copy_of_a_weight_keeps_the_numbers_that_it_had():
    optimizer = engine.optimizers.SGD(1.0)
    tape, weight = Tape(), Variable([3.0], name="weight")
    with tape:
        before = ops.sum(ops.reshape(weight, (1, 1)), axis=-1)
        optimizer.build([weight])
        optimizer.apply_gradients([(ops.convert_to_tensor([1.0]), weight)])
        after = before * 1.0
    found = Plan(tape, [before, after]).run()
    assert [float(one[0]) for one in found] == [3.0, 3.0]
    assert float(weight.array[0]) == 2.0


def test_a_batch_like_the_last_one_is_trained_on_as_any_other():
    generator = np.random.default_rng(3)
    x, y = generator.standard_normal((2, 8, 3)).astype("f")
    models = [engine.Sequential([engine.Input((3,)), layers.Dense(3)]) for _ in range(2)]
    models[1].set_weights(models[0].get_weights())
    for model in models:
        model.compile("adam", "mse", metrics=["mae"])
    told = [[], []]
    for size in (8, 8, 5, 8, 5):
        told[0].append(models[0].train_on_batch(x[:size], y[:size], reset_metrics=False))
        lists = x[:size].tolist(), y[:size].tolist()  # these take the long way each time
        told[1].append(models[1].train_on_batch(*lists, reset_metrics=False))
    assert told[0] == told[1]
    with pytest.raises(engine.DesignError, match="different numbers of samples"):
        models[0].train_on_batch(x, y[:5])
    models[0].compile("adam", "mae")
    assert models[0].train_on_batch(x, y) == pytest.approx(told[0][-1][1], rel=0.5)


def test_whole_numbers_take_the_short_way_and_are_looked_at_all_the_same():
    inner = [layers.Embedding(20, 4), layers.Flatten(), layers.Dense(3)]
    model = engine.Sequential([engine.Input((5,)), *inner])
    loss = engine.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(engine.optimizers.SGD(0.0), loss)
    words = np.arange(40, dtype=np.int32).reshape(8, 5) % 20
    classes = np.arange(8, dtype=np.int32) % 3
    told = {model.train_on_batch(words, classes) for _ in range(3)}
    told |= {model.train_on_batch(words.astype("f"), classes.astype("f")) for _ in range(3)}
    assert len(told) == 1
    np.testing.assert_array_equal(model.predict_on_batch(words), model.predict_on_batch(words))
    with pytest.raises(engine.DesignError, match="is no class number"):
        model.train_on_batch(words, classes + 1)
    with pytest.raises(engine.DesignError):
        model.train_on_batch(words + 2**25, classes)


def test_assigned_variables_change_when_the_run_ends_and_reads_see_the_assignment():
    counter, other = Variable(np.array([1.0, 2.0])), Variable(np.array([5.0, 6.0]))
    tape = Tape()
    with tape:
        old = counter.read_value()
        counter.assign_add(10.0)
        new = ops.convert_to_tensor(counter) * 1.0
        # Each takes the other's old value.
        counter.assign(ops.convert_to_tensor(other))
        other.assign(old)
    found = Plan(tape, [new]).run()
    np.testing.assert_array_equal(found[0], [11, 12])
    np.testing.assert_array_equal(counter.numpy(), [5, 6])
    np.testing.assert_array_equal(other.numpy(), [1, 2])


def test_large_data_are_read_where_they_lie_or_copied_where_that_cannot_be():
    tape = Tape()
    with tape:
        x = tape.feed(Spec((64, 100)))
        same = tape.feed(Spec((64, 100)))
        result = ops.tanh(x) + ops.tanh(x[:, ::-1])
    plan = Plan(tape, [result, same])
    generator = np.random.default_rng(2)
    whole = generator.standard_normal((100, 128)).astype("f")
    given = [
        whole.T[:64], whole[:64, :100].copy(), np.asfortranarray(whole[:64, :100]),
        whole.ravel()[1:6401].reshape(64, 100), whole[:64, :100].astype("f8"),
        whole[:64, :100].astype(">f4"), whole[:64, :100].tolist(),
    ]  # fmt: skip
    assert plan._feed_cells[0] and not plan._feed_cells[1], "what is fetched is copied"
    for array in given:
        found, kept = (one.copy() for one in plan.run(array, array))
        numbers = np.array(array, "f")
        expected = np.tanh(numbers) + np.tanh(numbers[:, ::-1])
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)
        np.testing.assert_array_equal(kept, numbers)
    with pytest.raises(ValueError):
        plan.run(np.ones((64, 99), "f"), given[1])


def test_gradients_end_in_the_product_that_makes_them():
    inner, outer = layers.Dense(9, activation="relu"), layers.Dense(5)
    tape = Tape()
    with tape:
        x = tape.feed(Spec((6, 4)))
        loss = ops.sum(ops.square(outer(inner(x))))
        sources = [tape.read(one) for one in (*inner.weights, *outer.weights)]
        slopes = gradients(tape, loss, [x, *sources])
    plan = Plan(tape, slopes)
    assert "activations.relu_gradient" not in plan.kernel_names
    numbers = np.random.default_rng(0).standard_normal((6, 4)).astype("f")
    kernel, bias, last, shift = (one.numpy() for one in (*inner.weights, *outer.weights))
    cut = np.maximum(numbers @ kernel + bias, 0)
    dy = 2 * (cut @ last + shift)
    dz = (dy @ last.T) * (cut > 0)
    expected = dz @ kernel.T, numbers.T @ dz, dz.sum(0), cut.T @ dy, dy.sum(0)
    for one, other in zip(plan.run(numbers), expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


def test_feeds_of_another_shape_are_refused():
    tape = Tape()
    with tape:
        result = ops.exp(tape.feed(Spec((2, 3))))
    with pytest.raises(ValueError):
        Plan(tape, [result]).run(np.ones((4, 7)))


def dropped(seed, runs, threads):
    settings.set_random_seed(seed)
    tape = Tape()
    with tape:
        result = ops.dropout(tape.feed(Spec((500, 100))), 0.5)
    plan = Plan(tape, [result], threads=threads)
    return [plan.run(np.ones((500, 100)))[0].copy() for _ in range(runs)]


def test_random_numbers_follow_the_seed_and_change_from_run_to_run():
    first, second = dropped(3, 2, 1)
    assert (first != second).mean() > 0.3
    np.testing.assert_array_equal(first, dropped(3, 1, 1)[0])
    np.testing.assert_array_equal(first, dropped(3, 1, 2)[0])
    assert (first != dropped(4, 1, 1)[0]).mean() > 0.3


def test_variables_draw_the_same_numbers_whenever_they_are_looked_at():
    def kernels(late):
        settings.set_random_seed(1)
        made = [layers.Dense(3) for _ in range(2)]
        for layer in made:
            layer.build((None, 4))
        return [layer.kernel.numpy() for layer in (made[::-1] if late else made)]

    early, late = kernels(False), kernels(True)
    np.testing.assert_array_equal(early[0], late[1])
    np.testing.assert_array_equal(early[1], late[0])


def test_fit_runs_on_as_many_threads_as_it_is_told_with_the_same_results():
    x = np.random.default_rng(3).random((512, 64), np.float32)

    def trained(threads, together):
        engine.set_random_seed(5)
        model = engine.Sequential([layers.Dense(256, activation="relu"), layers.Dense(1)])
        model.compile("adam", "mse")
        with settings.on_threads(2):  # what fit is not told holds for the parts
            model.fit(x, x[:, :1], batch_size=256, verbose=0, threads=threads)
            (step,) = model._plans.values()
            step.plan._pace.threads = together
            model.fit(x, x[:, :1], batch_size=256, verbose=0, threads=threads)
        return step.plan.threads, model.get_weights()

    both, alone, one = trained(None, 2), trained(None, 1), trained(1, 1)

    assert (both[0], alone[0], one[0]) == (2, 2, 1)
    assert settings.get("threads") == 0
    for first, second in zip(both[1], alone[1], strict=True):
        np.testing.assert_array_equal(first, second)
